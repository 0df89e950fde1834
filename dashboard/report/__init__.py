"""The meeting and the report from one snapshot: what is said once, and its papers. No Streamlit."""
