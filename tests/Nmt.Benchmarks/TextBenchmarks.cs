using BenchmarkDotNet.Attributes;
using Nmt.Metrics.Bleu;
using Nmt.Metrics.Statistics;
using Nmt.Text.Subwords.SentencePiece;

namespace Nmt.Benchmarks;

/// <summary>Segmenting and scoring the 18,000 target sentences of the quickstart.</summary>
[MemoryDiagnoser]
public class TextBenchmarks
{
    private string[] _lines = [];
    private SentencePieceTokenizer _tokenizer = null!;

    [GlobalSetup]
    public void Prepare() => (_lines, _tokenizer) = (QuickstartText.Target(), QuickstartText.Tokenizer());

    [Benchmark]
    public int Encode() => _lines.Sum(line => _tokenizer.Encode(line).Length);

    [Benchmark]
    public double Bleu() => new BleuMetric().CorpusScore(_lines, [_lines]).Score;
}
