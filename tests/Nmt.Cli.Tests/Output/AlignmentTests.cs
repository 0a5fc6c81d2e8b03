using Nmt.Cli.Output;
using Nmt.Search;

namespace Nmt.Cli.Tests.Output;

public sealed class AlignmentTests
{
    // Source words "sour" (two subwords) and "ce"; target words "ab" (two subwords) and "c".
    private static readonly FinishedHypothesis Attending = Some.Hypothesis("ab c", -1, -1, "▁a", "b", "▁c") with
    {
        Attention = [[0.3f, 0.3f, 0.4f, 0], [0.1f, 0.5f, 0.4f, 0], [0.6f, 0.1f, 0.3f, 0]],
    };

    [Fact]
    public void Every_target_subword_is_linked_with_the_source_subword_that_it_attends_to_most()
    {
        Assert.Equal("2-0 1-1 0-2\n", Some.Written(new Alignment(AlignmentKind.None, AlignmentLevel.Subword).WritePharaoh, Some.Result(1, Attending)));
    }

    [Fact]
    public void Between_words_the_weights_of_source_subwords_are_summed_and_those_of_target_subwords_averaged()
    {
        // By hand: "ab" attends to "sour" with (0.6 + 0.6) / 2 and to "ce" with 0.4; "c" with 0.7 and 0.3.
        Assert.Equal("0-0 0-1\n", Some.Written(new Alignment(AlignmentKind.None, AlignmentLevel.Word).WritePharaoh, Some.Result(1, Attending)));
    }

    [Fact]
    public void First_of_equal_weights_is_linked()
    {
        Assert.Equal("0-0", Alignment.Pharaoh(new[,] { { 0.5f, 0.5f } }));
    }

    [Fact]
    public void Empty_translation_has_no_links()
    {
        Assert.Equal("", Alignment.Pharaoh(new float[0, 3]));
    }
}
