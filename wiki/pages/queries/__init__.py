"""Reading pages: by title, by revision, by link, by date."""
