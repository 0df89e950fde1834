"""The screens of a meeting, one module a kind; `agenda` puts them in their order."""
