"""What words do: verbs of doing, sentences that commit, headings that look back or ahead."""
