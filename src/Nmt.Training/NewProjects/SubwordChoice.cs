using System.Globalization;
using Nmt.Data.Profiles;
using Nmt.Text;
using Nmt.Text.SubwordTraining;
using Nmt.Text.Subwords;

namespace Nmt.Training.NewProjects;

/// <summary>The subword model for a corpus, and why.</summary>
/// <param name="Config">The settings.</param>
/// <param name="SizeReason">Why the vocabulary has its size.</param>
/// <param name="CoverageReason">Why the characters are covered as they are.</param>
public sealed record SubwordChoice(SubwordsConfig Config, string SizeReason, string CoverageReason)
{
    /// <summary>SentencePiece's advice for languages with thousands of characters; 1.0 for others.</summary>
    private const double PartialCoverage = 0.9995;

    /// <summary>Share of the letters from which a side counts as written with thousands of characters.</summary>
    private const double NoticeableShare = 0.1;

    /// <summary>A vocabulary with a larger share of single characters would have too little room for longer pieces.</summary>
    private const int PiecesPerCharacter = 4;

    /// <summary>Rounds sizes that the characters determine.</summary>
    private const int Step = 500;

    /// <summary>The smallest size of a config.</summary>
    private const int MinSize = 8;

    /// <summary>Padding, unknown, beginning and end of sentence, and the mark of a space.</summary>
    private const int Reserved = 5;

    private static readonly Script[] ManyCharacters = [Script.Han, Script.Hangul];

    /// <summary>Chooses by the size and the characters of a corpus.</summary>
    public static SubwordChoice Of(CorpusProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        var size = CorpusSize.Of(profile);
        bool hasMany = Math.Max(profile.Source.ShareOf(ManyCharacters), profile.Target.ShareOf(ManyCharacters)) >= NoticeableShare;
        int all = profile.Alphabet(1);
        bool isPartial = hasMany || all * PiecesPerCharacter > size.Vocabulary;
        double coverage = isPartial ? PartialCoverage : 1;
        int characters = profile.Alphabet(coverage);
        string coverageReason = hasMany ? Text($"{all:N0} different characters: the rarest become the unknown subword, as SentencePiece advises for Chinese, Japanese and Korean")
            : isPartial ? Text($"{all:N0} different characters, too many for the vocabulary: the rarest become the unknown subword")
            : Text($"all {all:N0} different characters get a piece");
        // At most half of the pieces are single characters. Normalization may change the number of characters a little.
        int vocabulary = Math.Max(size.Vocabulary, RoundUp(2 * (characters + Reserved)));
        string sizeReason = vocabulary > size.Vocabulary
            ? Text($"pieces for both sides; {size.Vocabulary:N0} would fit the amount of text, but {characters:N0} different characters need pieces of their own")
            : "pieces for both sides; rare words are split into frequent pieces";
        return new SubwordChoice(new SubwordsConfig { VocabularySize = vocabulary, CharacterCoverage = coverage }, sizeReason, coverageReason);
    }

    /// <summary>Makes the vocabulary smaller if the corpus has too little text for it.</summary>
    /// <param name="trial">A model that was trained with these settings.</param>
    /// <param name="profile">The corpus.</param>
    /// <exception cref="DataException">When it has too little text for any model.</exception>
    public SubwordChoice Fit(SubwordTrial trial, CorpusProfile profile)
    {
        ArgumentNullException.ThrowIfNull(trial);
        ArgumentNullException.ThrowIfNull(profile);
        if (trial.Pieces >= Config.VocabularySize)
        {
            return this;
        }

        if (trial.Pieces < MinSize)
        {
            throw new DataException("the training corpus has too little text for a subword model");
        }

        // With all possible pieces every word of the corpus would be one; half as many leave the rarer words split.
        int smallest = Math.Min(trial.Pieces, profile.Alphabet(Config.CharacterCoverage) + Reserved);
        int vocabulary = Math.Max(MinSize, (smallest + trial.Pieces) / 2);
        return this with
        {
            Config = Config with { VocabularySize = vocabulary },
            SizeReason = Text($"pieces for both sides; the corpus has text for at most {trial.Pieces:N0}, and rare words should still be split"),
        };
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static int RoundUp(int number) => (number + Step - 1) / Step * Step;
}
