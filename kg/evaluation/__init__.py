"""How right the graphs of articles are, measured against those that people made of them by the annotation guideline."""
