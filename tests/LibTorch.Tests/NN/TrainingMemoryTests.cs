using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.utils.rnn;
using F = TorchSharp.torch.nn.functional;

namespace LibTorch.Tests.NN;

public sealed class TrainingMemoryTests
{
    private const int WarmUp = 300;
    private const int Steps = 2_000;

    [Fact]
    public void Thousands_of_training_steps_leave_no_tensor_and_no_memory_behind()
    {
        // Given
        using var model = new Tagger();
        using var adam = optim.Adam(model.parameters(), lr: 0.01, weight_decay: 0.01);
        using var source = randint(20, [4, 6], ScalarType.Int64);
        using var lengths = tensor([3L, 6L, 1L, 4L]);
        Train(WarmUp);
        var live = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        var used = NativeMemory.BytesInUse();

        // When
        Train(Steps);

        // Then: no tensor of ours, and no kilobyte a step that libtorch or the shim forgot; the runtime's own use varies by as much.
        Assert.Equal(live, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        Assert.InRange(NativeMemory.BytesInUse() - used, long.MinValue, 2_000_000);

        void Train(int steps)
        {
            for (var i = 0; i < steps; i++)
            {
                using var scope = NewDisposeScope();
                adam.zero_grad();
                var scores = model.call(source, lengths);
                F.cross_entropy(scores.view(-1, 20), source.view(-1), label_smoothing: 0.1).backward();
                utils.clip_grad_norm_(model.parameters(), 1);
                adam.step();
            }
        }
    }

    [Fact]
    public void A_training_step_without_a_scope_leaves_only_what_the_caller_got()
    {
        // Given
        using var model = new Tagger();
        using var adam = optim.AdamW(model.parameters(), amsgrad: true);
        using var source = randint(20, [2, 6], ScalarType.Int64);
        using var lengths = tensor([3L, 6L]);
        var live = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        // When
        using (var scores = model.call(source, lengths))
        {
            using var flat = scores.view(-1, 20);
            using var target = source.view(-1);
            using var loss = F.cross_entropy(flat, target);
            loss.backward();
            utils.clip_grad_norm_(model.parameters(), 1);
            adam.step();
            adam.zero_grad();
        }

        // Then
        Assert.Equal(live, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void A_failed_call_leaves_no_tensor_behind()
    {
        // Given
        using var lstm = LSTM(3, 2);
        using var input = zeros(4, 2, 5);
        var live = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        // When
        for (var i = 0; i < 10; i++)
        {
            Assert.Throws<System.Runtime.InteropServices.ExternalException>(() => lstm.call(input));
        }

        // Then
        Assert.Equal(live, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void A_small_tagger_learns_to_repeat_its_input()
    {
        // Given
        manual_seed(1);
        using var model = new Tagger();
        using var adam = optim.Adam(model.parameters(), lr: 0.02);
        using var source = randint(20, [8, 5], ScalarType.Int64);
        using var lengths = full(8, 5, ScalarType.Int64);
        var loss = double.NaN;

        // When
        for (var i = 0; i < 150; i++)
        {
            using var scope = NewDisposeScope();
            adam.zero_grad();
            var value = F.cross_entropy(model.call(source, lengths).view(-1, 20), source.view(-1));
            value.backward();
            adam.step();
            loss = value.item<float>();
        }

        // Then
        Assert.InRange(loss, 0, 0.1);
    }

    private sealed class Tagger : Module<Tensor, Tensor, Tensor>
    {
        private readonly Embedding embedding = nn.Embedding(20, 8);
        private readonly LSTM lstm = nn.LSTM(8, 8, numLayers: 2, batchFirst: true, dropout: 0.1, bidirectional: true);
        private readonly LayerNorm norm = nn.LayerNorm(16);
        private readonly Linear output = nn.Linear(16, 20);

        internal Tagger()
            : base(nameof(Tagger))
        {
            RegisterComponents();
        }

        public override Tensor forward(Tensor source, Tensor lengths)
        {
            using var scope = NewDisposeScope();
            var packed = pack_padded_sequence(embedding.call(source), lengths, batch_first: true, enforce_sorted: false);
            var (states, _) = pad_packed_sequence(lstm.call(packed).Item1, batch_first: true);
            return output.call(norm.call(states)).MoveToOuterDisposeScope();
        }
    }
}
