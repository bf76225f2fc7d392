"""Findings as table, JSON, SARIF and JUnit."""
