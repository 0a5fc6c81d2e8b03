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
    private readonly ITokenizer _tokenizer;
    private readonly SentencePieceTokenizer? _sampled;
    private readonly SubwordRegularizationConfig? _sampling;
    private readonly int _seed;

    /// <summary>Creates the encoder of a run.</summary>
    /// <param name="tokenizer">The subword model of both sides.</param>
    /// <param name="sampling">Subword regularization; null always segments in the same way.</param>
    /// <param name="seed">Seed of the run.</param>
    /// <exception cref="DataException">When the model does not support sampling.</exception>
    public PairEncoder(ITokenizer tokenizer, SubwordRegularizationConfig? sampling, int seed)
    {
        _tokenizer = tokenizer;
        _sampling = sampling;
        _sampled = sampling is null ? null
            : tokenizer is SentencePieceTokenizer { CanSample: true } sampled ? sampled
            : throw new DataException("subwords.sampling needs a unigram or BPE model; this subword model has only one segmentation per line");
        _seed = seed;
    }

    /// <summary>The vocabulary of both sides.</summary>
    public Vocabulary Vocabulary => _tokenizer.Vocabulary;

    /// <summary>Whether a line may be segmented differently the next time.</summary>
    public bool IsSampled => _sampled is not null;

    /// <summary>Encodes both sides of a pair as ids.</summary>
    /// <param name="source">Its source.</param>
    /// <param name="target">Its target.</param>
    /// <param name="epoch">The epoch.</param>
    /// <param name="draw">Number of pairs before it in the epoch; with the epoch it determines the sample.</param>
    public (int[] Source, int[] Target) Encode(string source, string target, int epoch, long draw)
    {
        if (_sampled is null || _sampling is null)
        {
            return (_tokenizer.Encode(source), _tokenizer.Encode(target));
        }

        var random = new SeededRandom(_seed, epoch, Streams | draw);
        return (_sampled.EncodeSampled(source, _sampling, random), _sampled.EncodeSampled(target, _sampling, random));
    }
}
