"""The pages of an evidence pack, made from its data alone."""
