"""The drawings of the meeting, one module a kind of body: plain values in, HTML out."""
