"""Options pasted from a spreadsheet."""

from hypothesis import given
from hypothesis import strategies as st

from pages.widgets.inspector.spreadsheet import (
    MAX_LINE_CHARACTERS,
    MAX_OPTIONS,
    PastedOption,
    merged_options,
    read_pasted,
)


def labels(text: str) -> list[str]:
    return [option.label for option in read_pasted(text).options]


def test_cells_copied_from_a_spreadsheet_are_label_value_and_synonyms():
    pasted = read_pasted("Boleto\tboleto\tsegunda via, fatura\tconta\nPix\n")
    assert pasted.options == (
        PastedOption("Boleto", "boleto", ("segunda via", "fatura", "conta")),
        PastedOption("Pix"),
    )


def test_a_heading_and_blank_lines_are_passed_over():
    assert labels("Rótulo\tValor\n\nBoleto\n  \nPix\n") == ["Boleto", "Pix"]


def test_semicolons_part_columns_where_there_are_no_tabs():
    assert read_pasted("Boleto;b;fatura").options == (PastedOption("Boleto", "b", ("fatura",)),)


def test_a_label_with_a_comma_stays_one_label():
    assert labels("Sim, quero") == ["Sim, quero"]


def test_a_label_that_repeats_is_told_with_its_line():
    pasted = read_pasted("Boleto\nPix\nBOLETO")
    assert len(pasted.options) == 2
    assert pasted.repeated == (3,)


def test_a_line_that_is_too_long_is_told():
    assert read_pasted("a" * (MAX_LINE_CHARACTERS + 1)).too_long == (1,)


def test_more_options_than_a_menu_holds_are_counted():
    pasted = read_pasted("\n".join(f"opção {n}" for n in range(MAX_OPTIONS + 5)))
    assert len(pasted.options) == MAX_OPTIONS
    assert pasted.over_limit == 5


def test_an_option_of_an_equal_label_keeps_its_id_and_its_place():
    existing = [{"id": "a", "label": "boleto"}, {"id": "b", "label": "Outro"}]
    options, origins = merged_options(
        existing, read_pasted("Pix\nBoleto\tb2").options, replacing=False
    )
    assert options == [
        {"id": "a", "label": "Boleto", "value": "b2"},
        {"id": "b", "label": "Outro"},
        {"id": "pix", "label": "Pix"},
    ]
    assert origins == [0, 1, None]


def test_replacing_takes_the_order_of_the_table_and_keeps_known_ids():
    existing = [
        {"id": "a", "label": "Boleto", "synonyms": ["fatura"]},
        {"id": "b", "label": "Outro"},
    ]
    options, origins = merged_options(existing, read_pasted("Pix\nBoleto").options, replacing=True)
    assert options == [
        {"id": "pix", "label": "Pix"},
        {"id": "a", "label": "Boleto", "synonyms": ["fatura"]},
    ]
    assert origins == [None, 0]


@given(st.text(max_size=300))
def test_whatever_is_pasted_gives_options_with_different_ids(text: str):
    options, _ = merged_options(
        [{"id": "a", "label": "A"}], read_pasted(text).options, replacing=False
    )
    ids = [option["id"] for option in options]  # type: ignore[index, call-overload]
    assert len(set(ids)) == len(ids)
