using Nmt.Cli.Console;
using Nmt.Cli.Verbs.Attention;
using Nmt.Search;
using Nmt.Translation.Attention;

namespace Nmt.Cli.Tests.Verbs.Attention;

public sealed class AttentionSelectionTests
{
    private static readonly AttentionPart All = new(Number: null);
    private static readonly AttentionPart Mean = new(Number: null, IsMean: true);
    private static readonly AttentionSelection Default = new(Site: null, Layer: null, Head: null);

    [Fact]
    public void By_default_the_alignment_of_the_model_is_shown()
    {
        // Given
        var attention = SomeAttention.Transformer();

        // When
        var shown = Assert.Single(Default.Select(attention, "run"));

        // Then
        Assert.Same(attention.Weights, shown.Weights);
        Assert.Equal((null, null, "", ""), (shown.Layer, shown.Head, shown.Name, shown.FileSuffix));
    }

    [Fact]
    public void Without_an_alignment_the_mean_of_the_last_layer_is_shown()
    {
        // When
        var shown = Assert.Single(Default.Select(SomeAttention.Transformer(hasAlignment: false), "run"));

        // Then: the mean of 0.21, 0.22 and 0.23.
        Assert.Equal((AttentionSite.Cross, 2, null), (shown.Site, shown.Layer, shown.Head));
        Assert.Equal(0.22f, shown.Weights[0, 0], 1e-6f);
    }

    public static TheoryData<AttentionSite, int?, int?, string, string> One => new()
    {
        { AttentionSite.Cross, 1, 2, "cross-attention, layer 1, head 2", "-cross-l1-h2" },
        { AttentionSite.EncoderSelf, 2, 3, "encoder self-attention, layer 2, head 3", "-encoder-l2-h3" },
        { AttentionSite.DecoderSelf, 2, 1, "decoder self-attention, layer 2, head 1", "-decoder-l2-h1" },
    };

    [Theory]
    [MemberData(nameof(One))]
    public void One_head_of_one_layer_is_found(AttentionSite site, int? layer, int? head, string name, string suffix)
    {
        // When
        var shown = Assert.Single(new AttentionSelection(site, new AttentionPart(layer), new AttentionPart(head)).Select(SomeAttention.Transformer(), "run"));

        // Then
        Assert.Equal((0.1f * layer!.Value) + (0.01f * head!.Value) + (0.001f * (int)site), shown.Weights[0, 0], 1e-6f);
        Assert.Equal((name, suffix), (shown.Name, shown.FileSuffix));
    }

    [Fact]
    public void All_layers_and_heads_come_in_order_and_the_mean_is_over_the_heads_of_a_layer()
    {
        // Given
        var attention = SomeAttention.Transformer();

        // When
        var all = new AttentionSelection(Site: null, All, All).Select(attention, "run");
        var means = new AttentionSelection(AttentionSite.EncoderSelf, All, Mean).Select(attention, "run");
        var last = new AttentionSelection(Site: null, Layer: null, All).Select(attention, "run");

        // Then
        Assert.Equal(["1 1", "1 2", "1 3", "2 1", "2 2", "2 3"], all.Select(shown => $"{shown.Layer} {shown.Head}"));
        Assert.Equal(["encoder self-attention, layer 1, mean of heads", "encoder self-attention, layer 2, mean of heads"], means.Select(shown => shown.Name));
        Assert.Equal([0.121f, 0.221f], means.Select(shown => shown.Weights[3, 3]), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal(["2 1", "2 2", "2 3"], last.Select(shown => $"{shown.Layer} {shown.Head}"));
    }

    [Fact]
    public void The_only_head_is_its_own_mean() =>
        Assert.Equal("-cross-l1-h1", Assert.Single(new AttentionSelection(Site: null, All, Mean).Select(SomeAttention.Recurrent(), "run")).FileSuffix);

    public static TheoryData<AttentionSite?, int?, int?, string> Missing => new()
    {
        { null, 3, null, "--layer: run has 2 layers of cross-attention; got 3" },
        { AttentionSite.EncoderSelf, 3, null, "--layer: run has 2 layers of encoder self-attention; got 3" },
        { AttentionSite.Cross, 1, 4, "--head: run has 3 heads in layer 1 of cross-attention; got 4" },
    };

    [Theory]
    [MemberData(nameof(Missing))]
    public void A_layer_or_head_that_the_model_lacks_is_named_with_those_that_it_has(AttentionSite? site, int? layer, int? head, string expected)
    {
        // Given
        var selection = new AttentionSelection(site, Part(layer), Part(head));

        // Then
        Assert.Equal(expected, Assert.Throws<UsageException>(() => selection.Select(SomeAttention.Transformer(), "run")).Message);
    }

    [Fact]
    public void A_model_without_the_attention_says_what_it_has()
    {
        Assert.Equal("run has no attention to plot", Fault(Default, SomeAttention.None()));
        Assert.Equal("run has no attention to plot", Fault(new AttentionSelection(AttentionSite.EncoderSelf, All, All), SomeAttention.None()));
        Assert.Equal(
            "--attention: run has no encoder self-attention, only cross-attention", Fault(new AttentionSelection(AttentionSite.EncoderSelf, null, null), SomeAttention.Recurrent()));
        Assert.Equal("--head: run has 1 head in layer 1 of cross-attention; got 2", Fault(new AttentionSelection(null, null, new AttentionPart(2)), SomeAttention.Recurrent()));
    }

    private static string Fault(AttentionSelection selection, SentenceAttention attention) =>
        Assert.Throws<UsageException>(() => selection.Select(attention, "run")).Message;

    private static AttentionPart? Part(int? number) => number is null ? null : new AttentionPart(number);
}
