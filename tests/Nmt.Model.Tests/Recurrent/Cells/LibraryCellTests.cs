using Nmt.Model.Recurrent.Cells;
using Nmt.Model.Tests.Naive;
using Nmt.Runs.Config;
using TorchSharp;
using static TorchSharp.torch;

namespace Nmt.Model.Tests.Recurrent.Cells;

public sealed class LibraryCellTests
{
    private const int InputSize = 3;
    private const int HiddenSize = 4;
    private const int Batch = 2;

    public static TheoryData<CellKind, bool, bool> Cases
    {
        get
        {
            var cases = new TheoryData<CellKind, bool, bool>();
            foreach (var kind in Enum.GetValues<CellKind>())
            {
                foreach (bool isScaled in new[] { false, true })
                {
                    cases.Add(kind, isScaled, false);
                    cases.Add(kind, isScaled, true);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Three_steps_equal_the_formulas_unit_by_unit(CellKind kind, bool isScaled, bool isProjected)
    {
        // Given: a new type, so that the weights are those of the moved module.
        using var scope = NewDisposeScope();
        var (module, cell) = RecurrentCells.Create(new ModelConfig { Cell = kind }, InputSize, HiddenSize, CPU);
        using var owner = module;
        module.WithWeights().to(ScalarType.Float64);
        var draw = new Draw(3, ScalarType.Float64);
        var inputs = draw.Values(Batch, 3, InputSize);
        var start = new CellState(draw.Values(Batch, HiddenSize), cell.HasCellState ? draw.Values(Batch, HiddenSize) : null);
        var mask = isScaled ? draw.Mask(0.5, Batch, HiddenSize) : null;

        // When
        var state = start;
        for (int step = 0; step < 3; step++)
        {
            state = isProjected
                ? cell.StepProjected(cell.Project(inputs).select(1, step), state, mask)
                : cell.Step(inputs.select(1, step), state, mask);
        }

        // Then
        Assert.Equal(kind == CellKind.Lstm, state.Cell is not null);
        for (int row = 0; row < Batch; row++)
        {
            var (hidden, memory) = (start.Hidden.Rows()[row], start.Cell?.Rows()[row] ?? []);
            for (int step = 0; step < 3; step++)
            {
                (hidden, memory) = NaiveCell.From(kind, module).Step(inputs.select(0, row).Rows()[step], hidden, memory, mask?.Rows()[row]);
            }

            TensorAssert.Close(hidden, state.Hidden.Rows()[row], 1e-12);
            TensorAssert.Close(memory, state.Cell?.Rows()[row] ?? [], 1e-12);
        }
    }

    // With its update gate open a GRU carries its state over; a factor 1/(1-p) at each of 50 steps would multiply it by 10^15.
    [Fact]
    public void What_a_gru_carries_over_is_not_scaled()
    {
        // Given
        using var scope = NewDisposeScope();
        var (module, cell) = RecurrentCells.Create(new ModelConfig { Cell = CellKind.Gru }, 1, 1, CPU);
        using var owner = module;
        using var noGradient = no_grad();
        foreach (var parameter in module.parameters())
        {
            parameter.zero_();
        }

        module.get_parameter("bias_ih")!.narrow(0, 1, 1).fill_(20);
        var state = new CellState(full([1, 1], 0.5), null);

        // When
        for (int step = 0; step < 50; step++)
        {
            state = cell.Step(zeros([1, 1]), state, full([1, 1], 2));
        }

        // Then
        Assert.Equal(0.5, state.Hidden.item<float>(), 1e-5);
    }
}
