using Nmt.Runs.Config;
using TorchSharp;
using static TorchSharp.torch;

namespace Nmt.Model.Tests;

public sealed class EmbeddingTyingTests
{
    private const int Table = TinyModel.Vocabulary * 6;

    [Theory]
    [InlineData(EmbeddingTying.None, 3)]
    [InlineData(EmbeddingTying.SourceTarget, 2)]
    [InlineData(EmbeddingTying.TargetOutput, 2)]
    [InlineData(EmbeddingTying.All, 1)]
    public void Model_has_as_many_weights_as_its_parts(EmbeddingTying tying, int tables)
    {
        // Given
        using var scope = NewDisposeScope();

        // When
        using var model = TinyModel.Create(new ModelConfig { TiedEmbeddings = tying });

        // Then: tables, output bias; two directions of 4*3 x (6 + 3 + 2); decoder 4*6 x (6+6 + 6 + 2);
        // key 6 x 6; bridge 2 x 6 x (6+1); combination 6 x 12.
        int expected = (tables * Table) + TinyModel.Vocabulary + (2 * 12 * 11) + (24 * 20) + 36 + (2 * 42) + 72;
        Assert.Equal(expected, model.parameters().Sum(parameter => parameter.numel()));
        Assert.Equal(expected, model.state_dict().Values.Sum(tensor => tensor.numel()));
    }

    [Theory]
    [InlineData(EmbeddingTying.None)]
    [InlineData(EmbeddingTying.SourceTarget)]
    [InlineData(EmbeddingTying.TargetOutput)]
    [InlineData(EmbeddingTying.All)]
    public void State_names_are_those_of_the_parameters_and_each_occurs_once(EmbeddingTying tying)
    {
        // Given
        using var scope = NewDisposeScope();
        using var model = TinyModel.Create(new ModelConfig { TiedEmbeddings = tying });

        // When
        string[] names = [.. model.state_dict().Keys];

        // Then
        Assert.Distinct(names);
        Assert.Equal(model.named_parameters().Select(entry => entry.name).Order(), names.Order());
        Assert.Equal(tying is EmbeddingTying.None or EmbeddingTying.TargetOutput, names.Contains("target_embedding.weight"));
        Assert.Equal(tying is EmbeddingTying.None or EmbeddingTying.SourceTarget, names.Contains("output.linear.weight"));
    }

    [Theory]
    [InlineData(EmbeddingTying.SourceTarget)]
    [InlineData(EmbeddingTying.TargetOutput)]
    [InlineData(EmbeddingTying.All)]
    public void Gradient_of_a_shared_table_is_the_sum_over_its_uses(EmbeddingTying tying)
    {
        // Given: the same weights in a model that shares tables and in one that has a copy for each use.
        using var scope = NewDisposeScope();
        using var tied = TinyModel.Create(new ModelConfig { TiedEmbeddings = tying, Dropout = 0 }).to(ScalarType.Float64);
        using var untied = TinyModel.Create(new ModelConfig { TiedEmbeddings = EmbeddingTying.None, Dropout = 0 }, seed: 2).to(ScalarType.Float64);
        using (no_grad())
        {
            foreach (var (name, parameter) in untied.named_parameters())
            {
                parameter.copy_(tied.get_parameter(NameIn(tying, name))!);
            }
        }

        var (source, target) = TinyModel.Batch(sentences: 4, longest: 6);

        // When
        var loss = TinyModel.Loss(tied, source, target);
        loss.backward();
        var untiedLoss = TinyModel.Loss(untied, source, target);
        untiedLoss.backward();

        // Then
        Assert.Equal(untiedLoss.item<double>(), loss.item<double>(), 10);
        foreach (var uses in untied.named_parameters().GroupBy(entry => NameIn(tying, entry.name)))
        {
            var sum = uses.Select(entry => entry.parameter.grad!).Aggregate((one, other) => one + other);
            TensorAssert.Close(sum, tied.get_parameter(uses.Key)!.grad!, 1e-10);
        }
    }

    [Theory]
    [InlineData(EmbeddingTying.SourceTarget)]
    [InlineData(EmbeddingTying.TargetOutput)]
    [InlineData(EmbeddingTying.All)]
    public void Shared_tables_stay_shared_when_the_model_moves(EmbeddingTying tying)
    {
        // Given
        using var scope = NewDisposeScope();
        using var model = TinyModel.Create(new ModelConfig { TiedEmbeddings = tying });
        long before = model.parameters().Sum(parameter => parameter.numel());

        // When
        model.to(ScalarType.Float64);

        // Then
        Assert.Equal(before, model.parameters().Sum(parameter => parameter.numel()));
        Assert.All(model.parameters(), parameter => Assert.Equal(ScalarType.Float64, parameter.dtype));
        Assert.Equal(ScalarType.Float64, model.Logits(zeros([1, 6], ScalarType.Float64)).dtype);
    }

    /// <summary>The parameter of the tied model that corresponds to one of the untied model.</summary>
    private static string NameIn(EmbeddingTying tying, string name) => (tying, name) switch
    {
        (EmbeddingTying.SourceTarget or EmbeddingTying.All, "target_embedding.weight") => "source_embedding.weight",
        (EmbeddingTying.TargetOutput, "output.linear.weight") => "target_embedding.weight",
        (EmbeddingTying.All, "output.linear.weight") => "source_embedding.weight",
        (EmbeddingTying.TargetOutput or EmbeddingTying.All, "output.linear.bias") => "output.bias",
        _ => name,
    };
}
