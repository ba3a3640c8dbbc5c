"""How the builder looks: Streamlit's options, our colours by day and night, our style sheet."""
