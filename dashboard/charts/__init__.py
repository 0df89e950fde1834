"""Frame in, picture out; no Streamlit here."""
