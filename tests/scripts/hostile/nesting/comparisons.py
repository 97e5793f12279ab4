# A chain of 50,000 comparisons.
# expect: ok|error|crashed
exec('1' + '<1' * 50000)
