namespace Nmt.Metrics;

/// <summary>The names that sacreBLEU's command line and signatures use for BLEU's options.</summary>
public static class BleuOptionNames
{
    private static readonly (BleuTokenizer Value, string Name)[] TokenizerNames =
    [
        (BleuTokenizer.Mteval13a, "13a"),
        (BleuTokenizer.International, "intl"),
        (BleuTokenizer.Character, "char"),
        (BleuTokenizer.Chinese, "zh"),
        (BleuTokenizer.None, "none"),
    ];

    private static readonly (BleuSmoothing Value, string Name)[] SmoothingNames =
    [
        (BleuSmoothing.Exponential, "exp"),
        (BleuSmoothing.Floor, "floor"),
        (BleuSmoothing.AddK, "add-k"),
        (BleuSmoothing.None, "none"),
    ];

    /// <summary>The names of all tokenizers.</summary>
    public static IReadOnlyList<string> Tokenizers { get; } = [.. TokenizerNames.Select(entry => entry.Name)];

    /// <summary>The names of all smoothing methods.</summary>
    public static IReadOnlyList<string> Smoothings { get; } = [.. SmoothingNames.Select(entry => entry.Name)];

    /// <summary>The tokenizer's name, such as <c>13a</c>.</summary>
    public static string Of(BleuTokenizer tokenizer) =>
        Array.Find(TokenizerNames, entry => entry.Value == tokenizer).Name
        ?? throw new ArgumentOutOfRangeException(nameof(tokenizer), tokenizer, "No such tokenizer.");

    /// <summary>The smoothing method's name, such as <c>exp</c>.</summary>
    public static string Of(BleuSmoothing smoothing) =>
        Array.Find(SmoothingNames, entry => entry.Value == smoothing).Name
        ?? throw new ArgumentOutOfRangeException(nameof(smoothing), smoothing, "No such smoothing method.");

    /// <summary>Finds the tokenizer of that name.</summary>
    public static bool TryParse(string name, out BleuTokenizer tokenizer)
    {
        int index = Array.FindIndex(TokenizerNames, entry => entry.Name == name);
        tokenizer = index < 0 ? default : TokenizerNames[index].Value;
        return index >= 0;
    }

    /// <summary>Finds the smoothing method of that name.</summary>
    public static bool TryParse(string name, out BleuSmoothing smoothing)
    {
        int index = Array.FindIndex(SmoothingNames, entry => entry.Name == name);
        smoothing = index < 0 ? default : SmoothingNames[index].Value;
        return index >= 0;
    }
}
