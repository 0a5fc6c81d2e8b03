using Nmt.Text;
using Nmt.Text.Subwords;
using Nmt.Text.Subwords.Sampling;
using Nmt.Text.Subwords.SentencePiece;

namespace Nmt.Data.Batching;

/// <summary>Segments training text: always in the same way, or anew each time with subword regularization.</summary>
public sealed class PairEncoder
{
    // Keeps these random sequences apart from those that shuffle shards, which have the same seed and epoch.
    private const long Streams = 1L << 62;
    private readonly Sides<ITokenizer> _tokenizers;
    private readonly Sides<SampledSide?> _sampled;
    private readonly int _seed;

    /// <summary>Creates the encoder of a run.</summary>
    /// <param name="tokenizers">The subword models.</param>
    /// <param name="sampling">Subword regularization; null always segments in the same way.</param>
    /// <param name="seed">Seed of the run.</param>
    /// <exception cref="DataException">When a model does not support sampling.</exception>
    public PairEncoder(Sides<ITokenizer> tokenizers, Sides<SubwordRegularizationConfig?>? sampling, int seed)
    {
        _tokenizers = tokenizers;
        _sampled = tokenizers.Zip(sampling ?? new((SubwordRegularizationConfig?)null), SampledSide.From);
        IsSampled = _sampled.All.Any(side => side is not null);
        _seed = seed;
    }

    /// <summary>The vocabularies.</summary>
    public Sides<Vocabulary> Vocabularies => _tokenizers.Map(tokenizer => tokenizer.Vocabulary);

    /// <summary>Whether a line may be segmented differently the next time.</summary>
    public bool IsSampled { get; }

    /// <summary>Encodes both sides of a pair as ids.</summary>
    /// <param name="source">Its source.</param>
    /// <param name="target">Its target.</param>
    /// <param name="epoch">The epoch.</param>
    /// <param name="draw">Number of pairs before it in the epoch; with the epoch it determines the sample.</param>
    public (int[] Source, int[] Target) Encode(string source, string target, int epoch, long draw)
    {
        if (!IsSampled)
        {
            return (_tokenizers.Source.Encode(source), _tokenizers.Target.Encode(target));
        }

        var random = new SeededRandom(_seed, epoch, Streams | draw);
        int[] sourceIds = _sampled.Source?.Encode(source, random) ?? _tokenizers.Source.Encode(source);
        return (sourceIds, _sampled.Target?.Encode(target, random) ?? _tokenizers.Target.Encode(target));
    }

    /// <summary>Segments one side at random.</summary>
    private sealed record SampledSide(SentencePieceTokenizer Tokenizer, SubwordRegularizationConfig Sampling)
    {
        public static SampledSide? From(ITokenizer tokenizer, SubwordRegularizationConfig? sampling) => sampling is null ? null
            : tokenizer is SentencePieceTokenizer { CanSample: true } sampled ? new SampledSide(sampled, sampling)
            : throw new DataException("subwords.sampling needs a unigram or BPE model; this subword model has only one segmentation per line");

        public int[] Encode(string line, SeededRandom random) => Tokenizer.EncodeSampled(line, Sampling, random);
    }
}
