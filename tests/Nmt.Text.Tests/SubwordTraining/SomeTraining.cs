using Nmt.Text.SubwordTraining.Input;
using Nmt.Text.Subwords;
using Nmt.Text.Subwords.Normalization;

namespace Nmt.Text.Tests.SubwordTraining;

/// <summary>Text to train subword models on: words made of random syllables, some more frequent than others.</summary>
internal static class SomeTraining
{
    /// <summary>A few hundred lines, always the same.</summary>
    public static string[] Lines { get; } = CreateLines();

    /// <summary>Options that cover every character and change none.</summary>
    public static SubwordTrainingOptions OptionsFor(ModelKind kind, int size) => new()
    {
        ModelType = kind, VocabularySize = size, CharacterCoverage = 1, Normalization = NormalizationRule.Identity, Threads = 2,
    };

    private static string[] CreateLines()
    {
        var random = new SeededRandom(21);
        string Pick(string choices) => choices.Split(' ') is var all ? all[random.NextInt(all.Length)] : "";
        string Syllable() => Pick("b d f g k l m n p r s t st tr sch") + Pick("a e i o u ä é ou");
        string[] words =
        [
            .. Enumerable.Range(0, 700).Select(_ =>
                string.Concat(Enumerable.Range(0, 1 + random.NextInt(3)).Select(_ => Syllable())) + Pick("en ing s er t")),
        ];

        // The lower of two draws: early words are more frequent.
        string Word() => words[Math.Min(random.NextInt(words.Length), random.NextInt(words.Length))];
        return
        [
            .. Enumerable.Range(0, 400).Select(_ => string.Join(' ', Enumerable.Range(0, 3 + random.NextInt(8)).Select(_ => Word())) + Pick(". ! ?")),
        ];
    }
}
