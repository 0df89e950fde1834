"""Whatever comes from a file is escaped."""

from dashboard.components.markup import element, words
from dashboard.components.states import state


def test_words_and_attributes_are_escaped():
    assert words("b", "<i>&", title='"x"') == '<b title="&quot;x&quot;">&lt;i&gt;&amp;</b>'


def test_attribute_names():
    assert element("p", class_="a", data_target="t") == '<p class="a" data-target="t"></p>'


def test_a_state_escapes_its_reason_and_shows_commands_as_code():
    html = state("broken", "<b> chạy `soket history`")
    assert "&lt;b&gt; chạy <code>soket history</code>" in html
    assert "soket rollback MÃ_BẢN" in html
