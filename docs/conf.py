"""The docs site: Sphinx with furo. Built by scripts/docs, into .build/docs."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx

from pkhost import __version__

project = "pkhost"
author = "pkhost contributors"
copyright = "pkhost contributors; MIT licence"
release = version = __version__

extensions = [
    "myst_parser",  # the pages are Markdown, which code hosts show too
    "sphinx.ext.autodoc",  # the reference is made from the docstrings
]
exclude_patterns = ["_static"]

# --- Markdown
myst_heading_anchors = 4  # anchors as code hosts make them: page.md#title-of-a-section
myst_links_external_new_tab = False

# --- The reference
autoclass_content = "both"  # the class's docstring, then that of __init__
autodoc_class_signature = "mixed"
autodoc_default_options = {"members": True, "inherited-members": "str, BaseException, object"}
autodoc_member_order = "bysource"
autodoc_preserve_defaults = True
autodoc_typehints_format = "short"
python_use_unqualified_type_names = True
python_maximum_signature_line_length = 72
toc_object_entries_show_parents = "hide"

# A role in a docstring must lead to something that the reference has. Types in signatures need not:
# most are the standard library's.
nitpicky = True
nitpick_ignore_regex = [("py:class", r".*"), ("py:obj", r".*"), ("py:exc", r".*")]

# --- How it looks
html_theme = "furo"
html_title = f"pkhost {release}"
html_static_path = ["_static"]
html_css_files = ["pkhost.css"]
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
pygments_style = "default"
pygments_dark_style = "github-dark"


def strip_blank_ends(_app: Sphinx, doctree: nodes.document) -> None:
    """Sessions end in an empty line, which doctest needs and readers do not."""
    for block in doctree.findall(nodes.literal_block):
        text = block.astext().rstrip()
        block.rawsource = text
        block.children = [nodes.Text(text)]


# pkhost makes these for its users, so the arguments that they are made with say nothing to them.
MADE_BY_PKHOST = {f"pkhost.{name}" for name in ("ScriptRun", "Snapshot", "Program", "AsyncProgram")}


def leave_out_arguments(
    _app: Sphinx, kind: str, name: str, *_details: object
) -> tuple[str, None] | None:
    return ("", None) if kind == "class" and name in MADE_BY_PKHOST else None


def setup(app: Sphinx) -> None:
    app.connect("autodoc-process-signature", leave_out_arguments)
    app.connect("doctree-read", strip_blank_ends)
