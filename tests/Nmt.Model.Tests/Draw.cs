using Nmt.Text.Subwords;
using static TorchSharp.torch;

namespace Nmt.Model.Tests;

/// <summary>Random values fixed by a seed, independent of the tensor library's own generators.</summary>
internal sealed class Draw(int seed, ScalarType type = ScalarType.Float32)
{
    public const int Pad = 0;
    public const int Bos = 1;
    public const int Eos = 2;

    private const int FirstWord = 3;

    private readonly Random _random = new(seed);

    /// <summary>Uniform between -1 and 1.</summary>
    public Tensor Values(params long[] shape)
    {
        double[] values = new double[shape.Aggregate(1L, (product, size) => product * size)];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (2 * _random.NextDouble()) - 1;
        }

        return tensor(values, shape, dtype: type);
    }

    /// <summary>A leaf of the graph, uniform between -1 and 1.</summary>
    public Tensor Leaf(params long[] shape) => Values(shape).requires_grad_();

    /// <summary>A dropout mask: 0 or 1/(1-p).</summary>
    public Tensor Mask(double probability, params long[] shape)
    {
        double[] values = new double[shape.Aggregate(1L, (product, size) => product * size)];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = _random.NextDouble() < probability ? 0 : 1 / (1 - probability);
        }

        return tensor(values, shape, dtype: type);
    }

    public int Whole(int below) => _random.Next(below);

    /// <summary>Random lengths from 1 to <paramref name="longest"/>; the first one is the longest.</summary>
    public int[] Lengths(int count, int longest) =>
        [.. Enumerable.Range(0, count).Select(i => i == 0 ? longest : 1 + _random.Next(longest))];

    /// <summary>Sentences of random words and an end of sentence, which the lengths count.</summary>
    public int[][] Sentences(int[] lengths, int vocabulary) => Array.ConvertAll(lengths, length =>
    {
        int[] sentence = new int[length];
        for (int t = 0; t < length - 1; t++)
        {
            sentence[t] = FirstWord + _random.Next(vocabulary - FirstWord);
        }

        sentence[^1] = Eos;
        return sentence;
    });

    /// <summary>True at padding, <c>[batch, 1, width]</c>.</summary>
    public static Tensor Padding(int[] lengths, int width)
    {
        bool[] padding = new bool[lengths.Length * width];
        for (int i = 0; i < padding.Length; i++)
        {
            padding[i] = i % width >= lengths[i / width];
        }

        return tensor(padding, [lengths.Length, 1, width]);
    }

    public static SourceTensors Source(params int[][] sentences) => SourceTensors.From(PaddedIds.From(sentences, Pad), CPU);

    public static TargetTensors Target(params int[][] sentences) => TargetTensors.From(PaddedIds.From(sentences, Pad), Bos, CPU);
}
