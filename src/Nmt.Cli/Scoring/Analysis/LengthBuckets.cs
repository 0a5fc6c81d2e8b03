namespace Nmt.Cli.Scoring.Analysis;

/// <summary>Sorts lines by a length in words; a byte a line is kept.</summary>
internal sealed class LengthBuckets(string name)
{
    private const int Step = 10;
    private const int Last = 6;

    private readonly List<byte> _buckets = [];

    /// <summary>What is measured, such as <c>reference</c>.</summary>
    public string Name => name;

    /// <summary>All buckets, the empty one for lines without words.</summary>
    public static IReadOnlyList<string> Labels { get; } =
        ["0", .. Enumerable.Range(0, Last - 1).Select(i => $"{(i * Step) + 1}-{(i + 1) * Step}"), $"{((Last - 1) * Step) + 1}+"];

    /// <summary>The bucket of each line.</summary>
    public IReadOnlyList<byte> OfLines => _buckets;

    public void Add(string text)
    {
        int words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
        _buckets.Add((byte)Math.Min((words + Step - 1) / Step, Last));
    }
}
