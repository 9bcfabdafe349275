"""Articles, quotes and dossiers on their way out."""
