using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LibTorch.Tests.NN;

/// <summary>Expected numbers are torch 1.13's (CPU), each after <c>torch.manual_seed(7)</c>.</summary>
public sealed class InitializationTests
{
    private const float Tolerance = 1e-6f;

    public InitializationTests() => manual_seed(7);

    [Fact]
    public void Linear_is_drawn_as_PyTorch_draws_it()
    {
        // torch.nn.Linear(3, 2)
        using var linear = Linear(3, 2);

        AssertStart(
            [
                0.04032507538795471f, -0.3477921187877655f, 0.18384182453155518f,
                0.1811612844467163f, -0.3085803687572479f, -0.0865316316485405f,
            ],
            linear.weight);
        AssertStart([-0.33822792768478394f, 0.1498066484928131f], linear.bias!);
    }

    [Fact]
    public void Embedding_is_drawn_as_PyTorch_draws_it()
    {
        // torch.nn.Embedding(4, 3, padding_idx=1)
        using var embedding = Embedding(4, 3, padding_idx: 1);

        AssertStart(
            [-0.1467950940132141f, 0.7861412763595581f, 0.9468216300010681f, 0, 0, 0, -0.3556250333786011f, 1.2323857545852661f],
            embedding.weight);
    }

    [Fact]
    public void Lstm_is_drawn_as_PyTorch_draws_it()
    {
        // torch.nn.LSTM(3, 2, num_layers=2, bidirectional=True): the first and the very last numbers
        using var scope = NewDisposeScope();
        using var lstm = LSTM(3, 2, numLayers: 2, bidirectional: true);

        AssertStart([0.04938792809844017f, -0.4259566068649292f, 0.22515933215618134f], lstm.state_dict()["weight_ih_l0"]);
        AssertStart([0.5845505595207214f, -0.2703402638435364f], lstm.state_dict()["bias_hh_l1_reverse"].narrow(0, 6, 2));
    }

    [Fact]
    public void Gru_is_drawn_as_PyTorch_draws_it()
    {
        // torch.nn.GRU(3, 2): the first numbers and the last of bias_hh_l0
        using var scope = NewDisposeScope();
        using var gru = GRU(3, 2);

        AssertStart([0.04938792809844017f, -0.4259566068649292f], gru.state_dict()["weight_ih_l0"]);
        AssertStart([-0.3494805693626404f], gru.state_dict()["bias_hh_l0"].narrow(0, 5, 1));
    }

    [Fact]
    public void Lstm_cell_is_drawn_as_PyTorch_draws_it()
    {
        // torch.nn.LSTMCell(3, 2): the first numbers and the last of bias_hh
        using var scope = NewDisposeScope();
        using var cell = LSTMCell(3, 2);

        AssertStart([0.04938792809844017f, -0.4259566068649292f], cell.weight_ih);
        AssertStart([0.019320368766784668f], cell.bias_hh!.narrow(0, 7, 1));
    }

    [Fact]
    public void Xavier_uniform_is_PyTorchs() => AssertFilled(
        tensor => init.xavier_uniform_(tensor), 0.06466397643089294f, -0.5577081441879272f, 0.29480278491973877f);

    [Fact]
    public void Xavier_normal_is_PyTorchs() => AssertFilled(
        tensor => init.xavier_normal_(tensor), -0.0784652829170227f, 0.42021021246910095f, 0.5060974359512329f);

    [Fact]
    public void Kaiming_uniform_is_PyTorchs() => AssertFilled(
        tensor => init.kaiming_uniform_(tensor), 0.08554241061210632f, -0.7377785444259644f, 0.38998743891716003f);

    [Fact]
    public void Truncated_normal_is_PyTorchs() => AssertFilled(
        tensor => init.trunc_normal_(tensor, 0.5, 2, -1, 1), 0.12513509392738342f, -0.5453636646270752f, 0.35904181003570557f);

    [Fact]
    public void Orthogonal_is_PyTorchs() => AssertFilled(
        tensor => init.orthogonal_(tensor), -0.08807671070098877f, 0.4716828465461731f, 0.5680906772613525f);

    [Fact]
    public void Orthogonal_rows_are_orthogonal()
    {
        using var scope = NewDisposeScope();
        var matrix = init.orthogonal_(empty(3, 5, ScalarType.Float64), gain: 2);

        Assert.True(matrix.matmul(matrix.t()).allclose(tensor([4.0, 0, 0, 0, 4, 0, 0, 0, 4], [3, 3]), atol: 1e-12));
    }

    [Fact]
    public void A_parameter_stays_a_leaf_when_it_is_filled()
    {
        using var linear = Linear(2, 2);

        init.constant_(linear.weight, 3);

        Assert.True(linear.weight.is_leaf && linear.weight.requires_grad);
        AssertStart([3, 3, 3, 3], linear.weight);
    }

    [Fact]
    public void Fans_of_a_vector_are_refused() =>
        Assert.Throws<ArgumentException>(() => init.xavier_uniform_(zeros(3)));

    /// <summary>The functions fill a [3, 4] matrix.</summary>
    private static void AssertFilled(Action<Tensor> fill, params float[] expected)
    {
        using var tensor = empty(3, 4);
        fill(tensor);
        AssertStart(expected, tensor);
    }

    private static void AssertStart(float[] expected, Tensor tensor)
    {
        var values = tensor.data<float>().ToArray();
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], values[i], Tolerance);
        }
    }
}
