import statistics as st
d = [2, 4, 4, 4, 5, 5, 7, 9]
print(st.mean(d), st.median(d), st.mode(d), st.stdev(d), st.pstdev(d), st.variance(d), st.pvariance(d), st.median_low(d), st.median_high(d), st.multimode("aabb"), st.fmean(d), st.geometric_mean([1, 4, 16]), st.harmonic_mean([40, 60]))
print(st.mean([1, 2]), st.mean([1.5, 2.5]), st.median([1, 3, 2]), st.quantiles(d, n=4), st.quantiles([1, 2, 3, 4, 5]), st.median_grouped([1, 2, 2, 3]), st.mode(["r", "b", "r"]), st.correlation([1, 2, 3], [1, 5, 7]), st.covariance([1, 2, 3], [1, 5, 7]), st.linear_regression([1, 2, 3], [2, 4, 6]))
from fractions import Fraction as F
print(st.mean([F(1, 2), F(1, 3)]), st.NormalDist(100, 15).cdf(115), st.NormalDist(0, 1).inv_cdf(.975), st.NormalDist.from_samples(d))
for bad in (lambda: st.mean([]), lambda: st.stdev([1]), lambda: st.median([])):
    try:
        bad()
    except st.StatisticsError as e:
        print(e)
