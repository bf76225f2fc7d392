"""Policy rules judged on the typed plan: findings, waivers and controls."""
