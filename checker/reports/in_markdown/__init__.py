"""Reports as Markdown, for pull requests."""
