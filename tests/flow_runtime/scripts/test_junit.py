"""Reports as build servers read them."""

from xml.etree.ElementTree import Element, fromstring

from flow_runtime.scripts import Report, ScriptDocument, junit_xml, run_all
from tests.flow_runtime.building import end, message, program
from tests.flow_runtime.scripts.stories import conversation, service


def reported(*scripts: str) -> Report:
    document = ScriptDocument(flow="story", conversations=tuple(map(conversation, scripts)))
    return run_all(service(), document)


def written(*reports: Report) -> Element:
    return fromstring(junit_xml(reports))  # noqa: S314 - our own XML


def test_every_flow_is_a_suite_and_every_conversation_a_case():
    root = written(reported("- press: Fatura", "- expect: Tchau"), reported("- say: oi"))
    first, second = root.findall("testsuite")
    assert (first.get("name"), first.get("tests"), first.get("failures")) == ("story", "2", "1")
    assert (second.get("tests"), second.get("failures")) == ("1", "0")
    passed, failed = first.findall("testcase")
    assert passed.get("name") == "Uma conversa"
    assert passed.find("failure") is None
    assert failed.find("failure") is not None


def test_a_failure_says_in_english_what_was_expected_and_what_was_said():
    root = written(reported("- expect: Tchau"))
    failure = root.find("testsuite/testcase/failure")
    assert failure is not None
    assert str(failure.get("message")).startswith('Step 1: expected "Tchau", but the flow said')
    assert "flow: Como posso ajudar?" in str(failure.text)


def test_coverage_is_a_property_of_the_suite():
    root = written(reported("- say: oi"))
    coverage = root.find("testsuite/properties/property")
    assert coverage is not None
    assert coverage.get("name") == "coverage"
    assert 0 < float(str(coverage.get("value"))) < 1


def test_texts_of_strangers_leave_the_xml_whole():
    built = program([message("hello", "{{ last_message }}"), end()], ["hello.next>end"])
    hostile = '<a> & "]]>" \u202e \ufffe \U0001f600'
    talk = conversation("- expect: Tchau").model_copy(update={"name": hostile, "text": hostile})
    document = ScriptDocument(flow="story", conversations=(talk,))
    root = written(run_all(built, document))
    name = str(root.find("testsuite/testcase").get("name"))  # type: ignore[union-attr]
    assert name == '<a> & "]]>" � � \U0001f600'


def test_no_report_is_an_empty_document():
    assert list(written()) == []
