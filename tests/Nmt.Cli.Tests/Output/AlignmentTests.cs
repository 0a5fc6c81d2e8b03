using Nmt.Cli.Output;

namespace Nmt.Cli.Tests.Output;

public sealed class AlignmentTests
{
    // Source words "sour" (two subwords) and "ce"; target words "ab" (two subwords) and "c".
    private static readonly Candidate Attending = Some.Candidate("ab c", -1, -1, "▁a", "b", "▁c") with
    {
        Attention = new[,] { { 0.3f, 0.3f, 0.4f }, { 0.1f, 0.5f, 0.4f }, { 0.6f, 0.1f, 0.3f } },
    };

    [Fact]
    public void Every_target_subword_is_linked_with_the_source_subword_that_it_looks_at_most()
    {
        Assert.Equal("2-0 1-1 0-2\n", Some.Written(output => new AlignmentWriter(output, AlignmentLevel.Subword), Some.Answer(1, Attending)));
    }

    [Fact]
    public void Between_words_the_weights_of_source_subwords_are_summed_and_those_of_target_subwords_averaged()
    {
        // By hand: "ab" looks at "sour" with (0.6 + 0.6) / 2 and at "ce" with 0.4; "c" with 0.7 and 0.3.
        Assert.Equal("0-0 0-1\n", Some.Written(output => new AlignmentWriter(output, AlignmentLevel.Word), Some.Answer(1, Attending)));
    }

    [Fact]
    public void First_of_equal_weights_is_taken()
    {
        Assert.Equal("0-0", AlignmentLinks.Pharaoh(new[,] { { 0.5f, 0.5f } }));
    }

    [Fact]
    public void Empty_translation_has_no_links()
    {
        Assert.Equal("", AlignmentLinks.Pharaoh(new float[0, 3]));
    }
}
