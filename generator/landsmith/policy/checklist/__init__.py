"""The AKS checklist: its checks as data, judged as policy rules, and its page."""
