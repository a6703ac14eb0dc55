"""The demo content: pages in French with their histories, as data files and a pure reader."""
