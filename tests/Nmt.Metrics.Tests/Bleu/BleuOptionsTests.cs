using Nmt.Metrics.Bleu;

namespace Nmt.Metrics.Tests.Bleu;

public sealed class BleuOptionsTests
{
    [Fact]
    public void Every_tokenizer_is_found_by_its_name()
    {
        foreach (var tokenizer in Enum.GetValues<BleuTokenizer>())
        {
            Assert.True(BleuOptionNames.TryParse(BleuOptionNames.NameOf(tokenizer), out BleuTokenizer found));
            Assert.Equal(tokenizer, found);
        }
    }

    [Fact]
    public void Every_smoothing_method_is_found_by_its_name()
    {
        foreach (var smoothing in Enum.GetValues<BleuSmoothing>())
        {
            Assert.True(BleuOptionNames.TryParse(BleuOptionNames.NameOf(smoothing), out BleuSmoothing found));
            Assert.Equal(smoothing, found);
        }
    }

    [Fact]
    public void Unknown_names_are_not_found()
    {
        Assert.False(BleuOptionNames.TryParse("13b", out BleuTokenizer _));
        Assert.False(BleuOptionNames.TryParse("EXP", out BleuSmoothing _));
    }
}
