"""A row of buttons of which one is chosen: a click chooses, nothing turns it back by itself."""

from streamlit.testing.v1 import AppTest

from pages.widgets.choices import Choice

CHOICE = "choice"


def page() -> None:
    import streamlit as st

    from pages.widgets.choices import draw_choice

    draw_choice(
        st.session_state.choice,
        "View",
        ("canvas", "outline"),
        str.title,
        key="view",
        width="content",
    )


def opened(choice: Choice[str]) -> AppTest:
    app = AppTest.from_function(page)
    app.session_state[CHOICE] = choice
    return app.run()


def test_a_click_chooses() -> None:
    choice = Choice("canvas")
    app = opened(choice)
    app.segmented_control[0].set_value("outline").run()
    assert (choice.value, choice.turns) == ("outline", 0)


def test_what_the_page_turns_to_is_shown() -> None:
    choice = Choice("canvas")
    app = opened(choice)
    choice.turn_to("outline")
    app.run()
    assert app.segmented_control[0].value == "outline"


def test_what_was_told_before_a_turn_was_drawn_turns_nothing_back() -> None:
    choice = Choice("canvas")
    app = opened(choice)
    told = app.segmented_control[0].set_value("outline")
    choice.turn_to("outline")
    choice.turn_to("canvas")
    told.run()
    assert choice.value == "canvas"
    assert app.segmented_control[0].value == "canvas"


def test_nothing_told_changes_nothing() -> None:
    choice = Choice("canvas")
    app = opened(choice)
    app.segmented_control[0].set_value(None).run()
    assert choice.value == "canvas"
    assert app.segmented_control[0].value == "canvas"
