namespace Nmt.Metrics;

/// <summary>The names that sacreBLEU's command line and signatures use for BLEU's options.</summary>
public static class BleuOptionNames
{
    private static readonly OptionNames<BleuTokenizer> TokenizerNames = new(
        new(BleuTokenizer.Mteval13a, "13a"),
        new(BleuTokenizer.International, "intl"),
        new(BleuTokenizer.Character, "char"),
        new(BleuTokenizer.Chinese, "zh"),
        new(BleuTokenizer.None, "none"));

    private static readonly OptionNames<BleuSmoothing> SmoothingNames = new(
        new(BleuSmoothing.Exponential, "exp"),
        new(BleuSmoothing.Floor, "floor"),
        new(BleuSmoothing.AddK, "add-k"),
        new(BleuSmoothing.None, "none"));

    /// <summary>The names of all tokenizers.</summary>
    public static IReadOnlyList<string> Tokenizers => TokenizerNames.Names;

    /// <summary>The names of all smoothing methods.</summary>
    public static IReadOnlyList<string> Smoothings => SmoothingNames.Names;

    /// <summary>The tokenizer's name, such as <c>13a</c>.</summary>
    public static string Of(BleuTokenizer tokenizer) => TokenizerNames.Of(tokenizer);

    /// <summary>The smoothing method's name, such as <c>exp</c>.</summary>
    public static string Of(BleuSmoothing smoothing) => SmoothingNames.Of(smoothing);

    /// <summary>Finds the tokenizer of that name.</summary>
    public static bool TryParse(string name, out BleuTokenizer tokenizer) => TokenizerNames.TryParse(name, out tokenizer);

    /// <summary>Finds the smoothing method of that name.</summary>
    public static bool TryParse(string name, out BleuSmoothing smoothing) => SmoothingNames.TryParse(name, out smoothing);
}
