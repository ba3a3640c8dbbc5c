"""A widget shows the document's newest value, and what a person typed is never replaced by less."""

from streamlit.testing.v1 import AppTest


def page() -> None:
    import streamlit as st

    from pages.widgets.shown import shown_key, told

    def keep() -> None:
        st.session_state.document = told("name")

    value = st.session_state.setdefault("document", "Ana")
    st.text_input("Name", value, key=shown_key("name", value), on_change=keep)
    if st.button("Elsewhere"):
        st.session_state.document = "Bia"
        st.rerun()


def test_what_is_typed_goes_into_the_document_and_keeps_its_widget():
    app = AppTest.from_function(page).run()
    first = app.text_input[0].key
    app.text_input[0].set_value("Eva").run()
    assert app.session_state.document == "Eva"
    assert (app.text_input[0].key, app.text_input[0].value) == (first, "Eva")


def test_a_value_changed_elsewhere_gets_a_fresh_widget():
    app = AppTest.from_function(page).run()
    first = app.text_input[0].key
    app.text_input[0].set_value("Eva").run()
    app.button[0].click().run()
    assert app.text_input[0].value == "Bia"
    assert app.text_input[0].key != first
    assert app.session_state.document == "Bia"


def test_a_widget_begins_with_the_documents_value_not_with_nothing():
    app = AppTest.from_function(page).run()
    assert app.text_input[0].proto.default == "Ana"


def listening_page() -> None:
    import streamlit as st

    from pages.widgets.shown import is_news, shown_key, told

    def listen() -> None:
        if is_news("name"):
            st.session_state.heard.append(told("name"))

    st.session_state.setdefault("heard", [])
    value = st.session_state.setdefault("document", "Ana")
    st.text_input("Name", value, key=shown_key("name", value), on_change=listen)


def test_what_a_widget_began_with_is_no_news():
    app = AppTest.from_function(listening_page).run()
    app.text_input[0].set_value("Eva").run()
    app.text_input[0].set_value("Ana").run()
    assert app.session_state.heard == ["Eva"]


def test_what_is_taken_back_before_it_was_drawn_is_news():
    def page() -> None:
        import streamlit as st

        from pages.widgets.shown import is_news, shown_key

        key = shown_key("name", "Ana")
        st.session_state.found = []
        for told in ("Eva", "Eva", "Ana"):
            st.session_state[key] = told
            st.session_state.found.append(is_news("name"))

    assert AppTest.from_function(page).run().session_state.found == [True, False, True]


def test_a_widget_that_is_not_there_tells_nothing():
    def page() -> None:
        import streamlit as st

        from pages.widgets.shown import is_news

        st.session_state.found = is_news("name")

    assert AppTest.from_function(page).run().session_state.found is False


def test_choices_that_are_called_otherwise_get_a_fresh_widget():
    def page() -> None:
        import streamlit as st

        from pages.widgets.shown import shown_key

        words = ({"text": "Texto"}, {"text": "Texto", "date": "Data"}, {"text": "Text"})
        st.session_state.found = [shown_key("kind", "text", each) for each in words]

    found = AppTest.from_function(page).run().session_state.found
    assert found == ["kind#0", "kind#0", "kind#1"]
