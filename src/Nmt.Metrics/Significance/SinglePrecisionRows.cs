using System.Numerics;

namespace Nmt.Metrics;

/// <summary>Statistics of segments in single precision, which sacreBLEU adds up for its resamples.</summary>
/// <remarks>
/// Rows are padded to whole vectors. Each column is added in the order of the indices, as NumPy does along the first axis,
/// so that even sums too large for single precision come out with the same rounding.
/// </remarks>
internal sealed class SinglePrecisionRows
{
    private readonly int _width;
    private readonly int _stride;
    private readonly float[] _numbers;

    public SinglePrecisionRows(SegmentStatistics segments)
    {
        _width = segments.Width;
        _stride = (_width + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;
        _numbers = new float[checked((long)segments.Count * _stride)];
        for (int i = 0; i < segments.Count; i++)
        {
            ReadOnlySpan<double> row = segments[i];
            for (int j = 0; j < _width; j++)
            {
                _numbers[((long)i * _stride) + j] = (float)row[j];
            }
        }
    }

    /// <summary>The metric's score of the segments with these indices.</summary>
    public double Score(IMetric metric, ReadOnlySpan<int> indices)
    {
        Span<float> sums = _stride <= 256 ? stackalloc float[_stride] : new float[_stride];
        for (int column = 0; column < _stride; column += Vector<float>.Count)
        {
            Vector<float> sum = Vector<float>.Zero;
            foreach (int index in indices)
            {
                sum += new Vector<float>(_numbers, (index * _stride) + column);
            }

            sum.CopyTo(sums[column..]);
        }

        return metric.ResampledValue(sums[.._width]);
    }
}
