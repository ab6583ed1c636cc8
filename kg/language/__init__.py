"""Text → pieces with offsets: words with parts of speech, sentences, numbers; nothing here knows of organisations."""
