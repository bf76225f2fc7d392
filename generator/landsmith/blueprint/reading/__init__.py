"""From YAML to models: every problem of a file at once, each with its place and its mend."""
