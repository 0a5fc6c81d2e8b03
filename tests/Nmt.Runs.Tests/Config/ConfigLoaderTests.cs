using Nmt.Runs.Config;
using Nmt.Search;
using Nmt.Text.Corpora;
using Nmt.Text.Subwords;
using Nmt.Text.Subwords.Normalization;

namespace Nmt.Runs.Tests.Config;

public sealed class ConfigLoaderTests : IDisposable
{
    private readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Minimal_file_keeps_every_default()
    {
        var files = new CorpusConfig { Source = _folder.Of("a"), Target = _folder.Of("b") };

        var config = _folder.Load(ConfigFolder.Minimal);

        Assert.Equal(new ExperimentConfig { Data = new DataConfig { Train = files, Validation = files } }, config);
    }

    [Fact]
    public void Every_kind_of_value_is_read()
    {
        string yaml = ConfigFolder.Minimal + """
              test: { source: ./texts/../a, target: "b" }
              max_length: +50
            subwords:
              model: 'a'
              byte_fallback: True
              character_coverage: .95
              normalization: nmt_nfkc_cf
              type: unigram
              user_defined_symbols: "<2de>,<2fr>"
            model:
              tied_embeddings: source_target
              attention: { type: additive }
              decoder: { input_feeding: false, bridge: zero }
            training:
              max_updates: 123456789012   # more than 32 bits
              metric: loss
              optimizer:
                type: adamw
                epsilon: 1e-9
              schedule:
                type: constant
            search:
              length_penalty: gnmt
              length_penalty_alpha: 1
            """;

        var config = _folder.Load(yaml);

        Assert.Equal(_folder.Of("a"), Assert.Single(config.Data.Test![0].Source));
        Assert.Equal(50, config.Data.MaxLength);
        Assert.Equal(_folder.Of("a"), config.Subwords.Model);
        Assert.True(config.Subwords.ByteFallback);
        Assert.Equal(0.95, config.Subwords.CharacterCoverage);
        Assert.Equal(ModelKind.Unigram, config.Subwords.Type);
        Assert.Equal(["<2de>", "<2fr>"], config.Subwords.ToTrainingOptions().UserDefinedSymbols);
        Assert.Equal(NormalizationRule.NmtNfkcCf, config.Subwords.Normalization);
        Assert.Equal(EmbeddingTying.SourceTarget, config.Model.TiedEmbeddings);
        Assert.Equal(AttentionKind.Additive, config.Model.Attention.Type);
        Assert.False(config.Model.Decoder.InputFeeding);
        Assert.Equal(BridgeKind.Zero, config.Model.Decoder.Bridge);
        Assert.Equal(123456789012, config.Training.MaxUpdates);
        Assert.Equal(ValidationMetric.Loss, config.Training.Metric);
        Assert.Equal(OptimizerKind.AdamW, config.Training.Optimizer.Type);
        Assert.Equal(1e-9, config.Training.Optimizer.Epsilon);
        Assert.Equal(ScheduleKind.Constant, config.Training.Schedule.Type);
        Assert.Equal(LengthPenaltyKind.Gnmt, config.Search.LengthPenalty);
        Assert.Equal(1.0, config.Search.LengthPenaltyAlpha);
    }

    [Fact]
    public void Null_is_allowed_for_an_optional_value()
    {
        var config = _folder.Load(ConfigFolder.Minimal + "  test: ~\nsubwords:\n  model:\n");

        Assert.Null(config.Data.Test);
        Assert.Null(config.Subwords.Model);
    }

    [Fact]
    public void Override_takes_precedence_over_the_file_and_over_earlier_overrides()
    {
        string yaml = ConfigFolder.Minimal + "search:\n  beam_size: 7\n  n_best: 2\n";

        var config = _folder.Load(yaml, "search.beam_size=3", "search.beam_size=4", "training.optimizer.learning_rate=0.5");

        Assert.Equal(4, config.Search.BeamSize);
        Assert.Equal(2, config.Search.NBest);
        Assert.Equal(0.5, config.Training.Optimizer.LearningRate);
    }

    [Fact]
    public void Keys_and_values_are_in_snake_case_including_single_letters()
    {
        var config = _folder.Load(ConfigFolder.Minimal + "search: { top_k: 7, top_p: 0.9, n_best: 2, ensemble: log_linear, mbr: chrf }\n");

        Assert.Equal((7, 0.9, 2), (config.Search.TopK, config.Search.TopP, config.Search.NBest));
        Assert.Equal(MbrUtility.Chrf, config.Search.Mbr);
    }

    [Fact]
    public void Override_replaces_a_value_that_is_wrong_in_the_file()
    {
        var config = _folder.Load(ConfigFolder.Minimal + "search:\n  beam_size: many\n", "search.beam_size=3");

        Assert.Equal(3, config.Search.BeamSize);
    }

    [Fact]
    public void Override_may_be_a_whole_section_or_empty()
    {
        string yaml = ConfigFolder.Minimal + "subwords: { model: a }\n";

        var config = _folder.Load(yaml, "search={beam_size: 2, n_best: 2}", "subwords.model=");

        Assert.Equal((2, 2), (config.Search.BeamSize, config.Search.NBest));
        Assert.Null(config.Subwords.Model);
    }

    [Fact]
    public void Relative_path_of_an_override_is_resolved_against_the_working_directory()
    {
        string relative = Path.GetRelativePath(Environment.CurrentDirectory, _folder.Of("b"));

        var config = _folder.Load(ConfigFolder.Minimal, $"data.train.source={relative}");

        Assert.Equal(_folder.Of("b"), config.Data.Train[0].Source[0]);
        Assert.Equal(_folder.Of("a"), config.Data.Validation[0].Source[0]);
    }

    [Fact]
    public void Override_of_one_use_of_an_alias_leaves_other_uses_unchanged()
    {
        string yaml = "data:\n  train: &pair { source: a, target: b }\n  validation: *pair\n";

        var config = _folder.Load(yaml, $"data.train.source={_folder.Of("b")}");

        Assert.Equal(_folder.Of("b"), config.Data.Train[0].Source[0]);
        Assert.Equal(_folder.Of("a"), config.Data.Validation[0].Source[0]);
    }

    [Fact]
    public void Resolved_config_may_name_missing_files()
    {
        _folder.Load(ConfigFolder.Minimal);
        File.Delete(_folder.Of("a"));

        var config = ConfigLoader.LoadResolved(_folder.Of("x.yaml"), ["search.beam_size=2"]);

        Assert.Equal(_folder.Of("a"), config.Data.Train[0].Source[0]);
        Assert.Equal(2, config.Search.BeamSize);
    }
}
