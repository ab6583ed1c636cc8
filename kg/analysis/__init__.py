"""What graphs say as a whole: two of them against each other, their places and years side by side, who stands between.

Everything here is counted from what articles state; what is derived from names stays out.
"""
