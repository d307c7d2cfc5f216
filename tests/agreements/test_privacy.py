import pytest

from agreements import privacy


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_notice_says_the_same_things_in_every_language(language):
    def shape(sections):
        return [
            (section["code"], len(section["paragraphs"]), len(section.get("points", [])), len(section.get("rows", [])))
            for section in sections
        ]

    assert shape(privacy.sections(language)) == shape(privacy.sections("fr"))


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_the_notice_says_where_to_write(language, settings):
    settings.MAYA_MAIL = "maya@example.org"
    written = str(privacy.sections(language))

    assert ("maya@example.org" in written, "{{" in written) == (True, False)
