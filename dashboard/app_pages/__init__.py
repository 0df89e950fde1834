"""One file per page of `navigation.py`; Streamlit runs them as scripts."""
