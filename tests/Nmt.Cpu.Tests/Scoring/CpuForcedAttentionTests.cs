using Nmt.Cpu.Scoring;
using Nmt.Model.Checkpoints;
using Nmt.Model.Scoring;
using Nmt.Model.Tests;
using Nmt.Runs.Config;
using Nmt.TestKit;
using Nmt.Text;

namespace Nmt.Cpu.Tests.Scoring;

public sealed class CpuForcedAttentionTests
{
    private const double Tolerance = 2e-5;

    public static TheoryData<ModelConfig> Kinds => CpuTokenScorerTests.Kinds;

    [Theory]
    [MemberData(nameof(Kinds), DisableDiscoveryEnumeration = true)]
    public void All_weights_are_those_of_the_tensor_library(ModelConfig config)
    {
        // Given
        using var folder = new TemporaryFolder();
        using var model = TinyModel.Create(config);
        model.eval();
        string path = folder.Of("model.safetensors");
        ModelWeights.Save(path, model.state_dict().Select(entry => (entry.Key, entry.Value)));
        using var own = CpuModel.Open(path, model.Config, new Sides<int>(TinyModel.Vocabulary));
        using var native = new CpuForcedAttention(own, threads: 2);
        int[] source = [3, 7, 4, 9, Draw.Eos];
        int[] target = [5, 4, Draw.Eos];

        // When
        var expected = new TorchForcedAttention(model).Attend(source, target, Draw.Bos, keepsHeads: true);
        var actual = native.Attend(source, target, Draw.Bos, keepsHeads: true);

        // Then
        AssertClose(expected.Weights, actual.Weights);
        Assert.Equal(
            expected.Heads.Select(head => (head.Site, head.Layer, head.Head)).Order(), actual.Heads.Select(head => (head.Site, head.Layer, head.Head)).Order());
        foreach (var head in expected.Heads)
        {
            AssertClose(head.Weights, actual.Heads.Single(other => (other.Site, other.Layer, other.Head) == (head.Site, head.Layer, head.Head)).Weights);
        }

        Assert.Empty(native.Attend(source, target, Draw.Bos, keepsHeads: false).Heads);
    }

    private static void AssertClose(float[,]? expected, float[,]? actual)
    {
        Assert.Equal((expected?.GetLength(0), expected?.GetLength(1)), (actual?.GetLength(0), actual?.GetLength(1)));
        Assert.All(
            (expected?.Cast<float>() ?? []).Zip(actual?.Cast<float>() ?? []), pair => Assert.Equal(pair.First, pair.Second, Tolerance));
    }
}
