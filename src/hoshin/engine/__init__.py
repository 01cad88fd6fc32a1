"""Judgement: from observations to achievements."""
