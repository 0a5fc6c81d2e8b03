using System.Text;
using Nmt.Runs.Config;

namespace Nmt.Runs.Tests.Config;

public sealed class ConfigErrorTests : IDisposable
{
    private readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // The text after the minimal config, which ends with line 7, and the complete error message.
    public static TheoryData<string, string> BadTails => new()
    {
        { "serach: {}", "x.yaml:8:1: serach: unknown key; did you mean search?" },
        {
            "training:\n  schedule: { type: noam, warmup_updates: 10 }",
            "x.yaml:8:1: training.optimizer.learning_rate: is a factor with training.schedule.type noam, whose learning rates follow from the model's width: 1 for those of the paper, at least 0.01; got 0.001"
        },
        { "model:\n  architecture: transformer\ntraining:\n  frozen: bridge", "x.yaml:11:11: training.frozen: a Transformer has no bridge to freeze" },
        { "lr: 1", "x.yaml:8:1: lr: unknown key; known keys: data, subwords, model, training, search" },
        { "learning_rate: 1", "x.yaml:8:1: learning_rate: unknown key; did you mean training.optimizer.learning_rate?" },
        { "training:\n  learning_rate: 1", "x.yaml:9:3: training.learning_rate: unknown key; did you mean training.optimizer.learning_rate?" },
        { "training:\n  lerning_rate: 1", "x.yaml:9:3: training.lerning_rate: unknown key; did you mean training.optimizer.learning_rate?" },
        { "model:\n  hidden_size: 1", "x.yaml:9:3: model.hidden_size: unknown key; did you mean model.encoder.hidden_size or model.decoder.hidden_size?" },
        { "model:\n  beam_size: 1", "x.yaml:9:3: model.beam_size: unknown key; did you mean search.beam_size or training.validation.beam_size?" },
        { "model:\n  vocabulary_size: 1", "x.yaml:9:3: model.vocabulary_size: unknown key; did you mean subwords.vocabulary_size?" },
        { "optimizer: {}", "x.yaml:8:1: optimizer: unknown key; did you mean training.optimizer?" },
        { "source: x", "x.yaml:8:1: source: unknown key; known keys: data, subwords, model, training, search" },
        { "search:\n  beamsize: 5", "x.yaml:9:3: search.beamsize: unknown key; did you mean beam_size?" },
        { "search:\n  BeamSize: 5", "x.yaml:9:3: search.BeamSize: unknown key; did you mean beam_size?" },
        { "search: { n_best: 1, n_best: 2 }", "x.yaml:8:22: search.n_best: duplicate key; first set in line 8" },
        { "data: {}", "x.yaml:8:1: data: duplicate key; first set in line 1" },
        { "search:\n  beam_size:", "x.yaml:9:3: search.beam_size: has no value; set one or omit the key" },
        { "search:", "x.yaml:8:1: search: has no value; set one or omit the key" },
        { "search: 5", "x.yaml:8:9: search: must be a section of keys and values; got 5" },
        { "search: [1, 2]", "x.yaml:8:9: search: must be a section of keys and values; got a list" },
        { "search:\n  beam_size: five", "x.yaml:9:14: search.beam_size: must be a whole number; got five" },
        { "search:\n  beam_size: 5.0", "x.yaml:9:14: search.beam_size: must be a whole number; got 5.0" },
        { "search:\n  beam_size: \"5\"", "x.yaml:9:14: search.beam_size: must be a whole number; got the quoted text \"5\"" },
        { "search:\n  beam_size: [5]", "x.yaml:9:14: search.beam_size: must be a whole number; got a list" },
        { "search:\n  beam_size: {a: 5}", "x.yaml:9:14: search.beam_size: must be a whole number; got a section" },
        {
            "search:\n  beam_size: 4294967297",
            "x.yaml:9:14: search.beam_size: must be a whole number that fits into 32 bits; got 4294967297"
        },
        {
            "training:\n  seed: 99999999999999999999",
            "x.yaml:9:9: training.seed: must be a whole number that fits into 32 bits; got 99999999999999999999"
        },
        { "search:\n  beam_size: 0", "x.yaml:9:14: search.beam_size: must be between 1 and 1000; got 0" },
        { "training:\n  validate_every: -1", "x.yaml:9:19: training.validate_every: must be at least 0; got -1" },
        { "training:\n  seed: -1", "x.yaml:9:9: training.seed: must be at least 0; got -1" },
        {
            "model:\n  cell: gruu",
            "x.yaml:9:9: model.cell: must be one of lstm, gru, rnn_tanh; got gruu"
        },
        {
            "model:\n  decoder:\n    attention_order: before\n    input_feeding: true",
            "x.yaml:11:20: model.decoder.input_feeding: input feeding goes with model.decoder.attention_order: after (Luong et al. 2015); with before, "
            + "the cell reads the context of the current step (Bahdanau et al. 2015): remove the key or set it to false"
        },
        {
            "model:\n  cell: gru\ntraining:\n  initialization:\n    forget_bias: 1",
            "x.yaml:12:18: training.initialization.forget_bias: only LSTM cells have a forget gate, and model.cell is gru; set it to 0"
        },
        { "model:\n  dropout: lots", "x.yaml:9:12: model.dropout: must be a number; got lots" },
        { "model:\n  dropout: .nan", "x.yaml:9:12: model.dropout: must be a number; got .nan" },
        { "model:\n  dropout: NaN", "x.yaml:9:12: model.dropout: must be a number; got NaN" },
        { "model:\n  dropout: 1e999", "x.yaml:9:12: model.dropout: must be a number; got 1e999" },
        { "model:\n  dropout: 0,5", "x.yaml:9:12: model.dropout: must be a number; got 0,5" },
        { "model:\n  dropout: 1.5", "x.yaml:9:12: model.dropout: must be between 0 and 0.95; got 1.5" },
        {
            "model:\n  decoder:\n    input_feeding: yes",
            "x.yaml:10:20: model.decoder.input_feeding: must be true or false; got yes"
        },
        {
            "training:\n  optimizer:\n    type: rmsprop",
            "x.yaml:10:11: training.optimizer.type: must be one of adam, adamw, sgd, adadelta, adagrad; got rmsprop"
        },
        {
            "training:\n  schedule:\n    type: exponential",
            "x.yaml:10:11: training.schedule.type: must be one of constant, plateau, inverse_sqrt, noam, linear, cosine, step, luong; got exponential"
        },
        {
            "training:\n  schedule:\n    type: inverse_sqrt",
            "x.yaml:9:3: training.schedule.warmup_updates: must be at least 1 with type inverse_sqrt; got 0"
        },
        {
            "training:\n  schedule:\n    type: cosine\n    warmup_updates: 10\n    updates: 10",
            "x.yaml:12:14: training.schedule.updates: must exceed training.schedule.warmup_updates (10) with the types linear, cosine and luong; got 10"
        },
        { "training:\n  schedule: { type: step }", "x.yaml:9:3: training.schedule.every: must be at least 1 with type step; got 0" },
        {
            "training:\n  teacher_forcing: { type: linear }",
            "x.yaml:9:3: training.teacher_forcing.updates: must be at least 1 unless type is constant; got 0"
        },
        {
            "training:\n  teacher_forcing: { ratio: 0.5, min_ratio: 0.75 }",
            "x.yaml:9:45: training.teacher_forcing.min_ratio: must not exceed training.teacher_forcing.ratio (0.5); got 0.75"
        },
        {
            "training:\n  validation: { tokenize: ja-mecab }",
            "x.yaml:9:27: training.validation.tokenize: must be one of auto, 13a, intl, char, zh, none; got ja-mecab"
        },
        {
            "training:\n  validation: { smooth_method: add_k }",
            "x.yaml:9:32: training.validation.smooth_method: must be one of exp, floor, add-k, none; got add_k"
        },
        {
            "training:\n  validation: { smooth_value: 0.5 }",
            "x.yaml:9:31: training.validation.smooth_value: applies only to smooth_method floor and add-k; got 0.5"
        },
        {
            "training:\n  validation: { chrf: { char_order: 0 } }",
            "x.yaml:9:23: training.validation.chrf: char_order and word_order: one of them must be at least 1"
        },
        {
            "training:\n  validation: { ter: { asian_support: true } }",
            "x.yaml:9:39: training.validation.ter.asian_support: has no effect unless normalized or no_punctuation is true"
        },
        { "training:\n  start_from: nowhere", "x.yaml:9:15: training.start_from: folder not found: nowhere" },
        { "training:\n  accumulate: 0", "x.yaml:9:15: training.accumulate: must be between 1 and 100000; got 0" },
        { "training:\n  average_decay: 1", "x.yaml:9:18: training.average_decay: must be between 0 and 0.999999; got 1" },
        { "model:\n  word_dropout: 2", "x.yaml:9:17: model.word_dropout: must be between 0 and 0.95; got 2" },
        { "model:\n  pretrained: { source: none.vec }", "x.yaml:9:25: model.pretrained.source: file not found: none.vec" },
        { "training:\n  metric: 0", "x.yaml:9:11: training.metric: must be one of bleu, loss, perplexity, chrf, ter; got 0" },
        { "subwords:\n  model: c", "x.yaml:9:10: subwords.model: file not found: c" },
        { "subwords:\n  model: texts", "x.yaml:9:10: subwords.model: is a folder, not a file: texts" },
        { "subwords:\n  model: \"a\\0\"", "x.yaml:9:10: subwords.model: is not a file name: it contains a NUL character" },
        { "subwords:\n  user_defined_symbols: a,a", "x.yaml:9:25: subwords.user_defined_symbols: 'a' appears more than once" },
        {
            "subwords:\n  shared: true\n  source:\n    type: char",
            "x.yaml:9:11: subwords.shared: is true, but subwords.source gives a side a model of its own; remove one of the two"
        },
        {
            "subwords:\n  shared: true\n  target: {}",
            "x.yaml:9:11: subwords.shared: is true, but subwords.target gives a side a model of its own; remove one of the two"
        },
        {
            "subwords:\n  model: a\n  shared: false",
            "x.yaml:9:10: subwords.model: names one model for both sides, but subwords.shared is false; use subwords.source.model or subwords.target.model"
        },
        {
            "subwords:\n  model: a\n  target:\n    type: char",
            "x.yaml:9:10: subwords.model: names one model for both sides, but subwords.target is set; use subwords.source.model or subwords.target.model"
        },
        { "subwords:\n  shared: maybe", "x.yaml:9:11: subwords.shared: must be true or false; got maybe" },
        { "subwords:\n  source:\n    modell: c", "x.yaml:10:5: subwords.source.modell: unknown key; did you mean model?" },
        { "subwords:\n  target:\n    model: c", "x.yaml:10:12: subwords.target.model: file not found: c" },
        { "subwords:\n  target:\n    shared: false", "x.yaml:10:5: subwords.target.shared: unknown key; did you mean subwords.shared?" },
        { "subwords:\n  target:\n    vocabulary_size: 4", "x.yaml:10:22: subwords.target.vocabulary_size: must be between 8 and 1000000; got 4" },
        { "subwords:\n  source: char", "x.yaml:9:11: subwords.source: must be a section of keys and values; got char" },
        { "subwords:\n  source:\n    pre_tokenizer: cased", "x.yaml:10:20: subwords.source.pre_tokenizer: requires a subwords.source.model of a family other than SentencePiece" },
        {
            "subwords:\n  shared: false\n  pre_tokenizer: cased",
            "x.yaml:10:18: subwords.pre_tokenizer: requires a subwords.source.model or subwords.target.model of a family other than SentencePiece"
        },
        { "subwords:\n  target:\n    user_defined_symbols: a,a", "x.yaml:10:27: subwords.target.user_defined_symbols: 'a' appears more than once" },
        {
            "model:\n  tied_embeddings: source_target\nsubwords:\n  shared: false",
            "x.yaml:9:20: model.tied_embeddings: source and target embeddings can share a table only if both sides share a subword model, but subwords.shared is false; use none or target_output"
        },
        { "subwords:\n  type: syllable", "x.yaml:9:9: subwords.type: must be one of unigram, bpe, word, char; got syllable" },
        { "  trian: {}", "x.yaml:8:3: data.trian: unknown key; did you mean train?" },
        { "  test: { source: a }", "x.yaml:8:3: data.test.target: is required" },
        { "  test: { source: a, target: '' }", "x.yaml:8:30: data.test.target: must not be empty" },
        { "search:\n  n_best: 8", "x.yaml:9:11: search.n_best: must not exceed search.beam_size (5); got 8" },
        {
            "model:\n  tied_embeddings: all",
            "x.yaml:8:1: model.embedding_size: must equal model.decoder.hidden_size (512) when the output layer is tied; got 256"
        },
        {
            "model:\n  encoder:\n    hidden_size: 100\n  decoder:\n    bridge: copy",
            "x.yaml:12:13: model.decoder.bridge: copy needs model.decoder.hidden_size (512) to be twice model.encoder.hidden_size (100)"
        },
        {
            "model:\n  attention:\n    window: local_p",
            "x.yaml:9:3: model.attention.window_size: local_p needs a window of at least 1 (Luong et al. 2015 use 10)"
        },
        {
            "model:\n  attention:\n    type: none\nsearch:\n  coverage_penalty: 0.2",
            "x.yaml:12:21: search.coverage_penalty: a coverage penalty needs attention, but model.attention.type is none"
        },
        { "---\nmore: 1", "x.yaml:8:1: a second YAML document starts here; a config file contains only one" },
        { "search: !special {}", "x.yaml:8:9: not valid YAML: the tag !special is not supported" },
        { "search: *other", "x.yaml:8:9: not valid YAML: alias *other has no anchor before it" },
        { "search: &self { x: *self }", "x.yaml:8:20: not valid YAML: alias *self has no anchor before it" },
        { "a: {b\n\nc: d", "x.yaml:10:1: not valid YAML: something before this position is incomplete or misplaced" },
        { "search:\n  beam_size: \"5\\e[1m\\n\"", "x.yaml:9:14: search.beam_size: must be a whole number; got the quoted text \"5\\u001b[1m\\n\"" },
        { "? [a]\n: 1", "x.yaml:8:3: not valid YAML: a key must be a plain name" },
    };

    [Theory]
    [MemberData(nameof(BadTails))]
    public void Error_states_position_and_cause(string tail, string expected)
    {
        string message = _folder.ErrorOf(ConfigFolder.Minimal + tail + "\n");

        Assert.Equal(expected, message);
    }

    [Theory]
    [InlineData("beam_size=1", "--set beam_size=1: beam_size: unknown key; did you mean search.beam_size or training.validation.beam_size?")]
    [InlineData("model.encoder.kind=1", "--set model.encoder.kind=1: model.encoder.kind: unknown key; known keys: type, reverse_source, hidden_size, layers")]
    [InlineData("training.learning_rate=1", "--set training.learning_rate=1: training.learning_rate: unknown key; did you mean training.optimizer.learning_rate?")]
    [InlineData("search.beam_sise=1", "--set search.beam_sise=1: search.beam_sise: unknown key; did you mean beam_size?")]
    [InlineData("search.beam_size", "--set search.beam_size: must be KEY=VALUE, such as search.beam_size=1")]
    [InlineData("=1", "--set =1: must be KEY=VALUE, such as search.beam_size=1")]
    [InlineData("", "--set : must be KEY=VALUE, such as search.beam_size=1")]
    [InlineData("search..n_best=1", "--set search..n_best=1: must be KEY=VALUE, such as search.beam_size=1")]
    [InlineData("search.beam_size=", "--set search.beam_size=: search.beam_size: has no value; set one or omit the key")]
    [InlineData("search.beam_size=x", "--set search.beam_size=x: search.beam_size: must be a whole number; got x")]
    [InlineData("search.beam_size=0", "--set search.beam_size=0: search.beam_size: must be between 1 and 1000; got 0")]
    [InlineData("search.n_best=8", "--set search.n_best=8: search.n_best: must not exceed search.beam_size (5); got 8")]
    [InlineData("search.n_best.x=8", "--set search.n_best.x=8: search.n_best: must be a whole number; got a section")]
    [InlineData("search=1", "--set search=1: search: must be a section of keys and values; got 1")]
    public void Error_of_an_override_names_the_override(string text, string expected)
    {
        string message = _folder.ErrorOf(ConfigFolder.Minimal, text);

        Assert.Equal(expected, message);
    }

    [Fact]
    public void Override_that_is_not_YAML_is_an_error()
    {
        string message = _folder.ErrorOf(ConfigFolder.Minimal, "search={beam_size: 1");

        Assert.StartsWith("--set search={beam_size: 1: not valid YAML: ", message, StringComparison.Ordinal);
    }

    [Fact]
    public void File_of_an_override_is_resolved_against_the_working_directory()
    {
        string message = _folder.ErrorOf(ConfigFolder.Minimal, "subwords.model=missing.model");

        string resolved = Path.Combine(Environment.CurrentDirectory, "missing.model");
        Assert.Equal($"--set subwords.model=missing.model: subwords.model: file not found: {resolved}", message);
    }

    [Fact]
    public void Error_of_the_file_keeps_its_position_when_an_override_changes_the_same_section()
    {
        string message = _folder.ErrorOf(ConfigFolder.Minimal + "  test: { }\n", $"data.test.source={_folder.Of("a")}");

        Assert.Equal("x.yaml:8:3: data.test.target: is required", message);
    }

    [Fact]
    public void All_errors_are_reported_together_from_top_to_bottom_and_those_of_overrides_last()
    {
        const string yaml = """
            search:
              n_best: 8
              n_best: 9
              beam_size: big
            data:
              max_length: 0
              train:
                source: missing
                targett: b
              extra: 1
            training:
              seed: null
            """;

        string message = _folder.ErrorOf(yaml, "training.patience=-1", "oops");

        Assert.Equal(
            """
            x.yaml:3:3: search.n_best: duplicate key; first set in line 2
            x.yaml:4:14: search.beam_size: must be a whole number; got big
            x.yaml:5:1: data.validation: is required
            x.yaml:6:15: data.max_length: must be between 1 and 100000; got 0
            x.yaml:7:3: data.train.target: is required
            x.yaml:8:13: data.train.source: file not found: missing
            x.yaml:9:5: data.train.targett: unknown key; did you mean target?
            x.yaml:10:3: data.extra: unknown key; known keys: train, validation, test, languages, max_length, shuffle_buffer, filters
            x.yaml:12:3: training.seed: has no value; set one or omit the key
            --set oops: must be KEY=VALUE, such as search.beam_size=1
            --set training.patience=-1: training.patience: must be between 0 and 1000000; got -1
            """,
            message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("# nothing but a comment\n")]
    [InlineData("---\n")]
    [InlineData("~\n")]
    public void Empty_file_is_an_error(string yaml)
    {
        string message = _folder.ErrorOf(yaml);

        Assert.Equal("x.yaml:1:1: the file is empty; a config needs at least the section data", message);
    }

    [Theory]
    [InlineData("just text\n", "x.yaml:1:1: a config consists of keys and values; got just text")]
    [InlineData("- a\n- b\n", "x.yaml:1:1: a config consists of keys and values; got a list")]
    [InlineData("{}\n", "x.yaml:1:1: data: is required")]
    public void File_that_is_not_a_section_is_an_error(string yaml, string expected)
    {
        Assert.Equal(expected, _folder.ErrorOf(yaml));
    }

    [Theory]
    [InlineData("data:\n\ttrain: x\n", 2)]
    [InlineData("data: [1\n", 2)]
    [InlineData("a: 'open\n", 1)]
    [InlineData("data: {}\n  search: {}\n", 2)]
    public void Broken_YAML_is_one_error_with_its_line(string yaml, int line)
    {
        using var folder = new ConfigFolder();

        var exception = Assert.Throws<ConfigurationException>(() => folder.Load(yaml));

        var error = Assert.Single(exception.Errors);
        Assert.Equal(line, error.Line);
        Assert.StartsWith("not valid YAML: ", error.Message, StringComparison.Ordinal);
    }

    // YamlDotNet's own messages and positions: detects changes that users would see after an upgrade.
    [Theory]
    [InlineData("a: {b: 1\nc: 2\n", "x.yaml:2:1: not valid YAML: something before this position is incomplete or misplaced")]
    [InlineData("a: [1, 2\nb: 3\n", "x.yaml:2:1: not valid YAML: something before this position is incomplete or misplaced")]
    [InlineData("a: 'open\n", "x.yaml:1:4: not valid YAML: While scanning a quoted scalar, found unexpected end of stream.")]
    [InlineData("a: \"\\q\"\n", "x.yaml:1:4: not valid YAML: While scanning a quoted scalar, found unknown escape character.")]
    [InlineData("a: @x\n", "x.yaml:1:4: not valid YAML: While scanning for the next token, found character that cannot start any token.")]
    [InlineData("a: b: c\n", "x.yaml:1:5: not valid YAML: While scanning a plain scalar value, found invalid mapping.")]
    [InlineData("a: 1\n b: 2\n", "x.yaml:2:3: not valid YAML: While scanning a plain scalar value, found invalid mapping.")]
    [InlineData("a\nb: c\n", "x.yaml:2:2: not valid YAML: While scanning a multiline plain scalar, found invalid mapping.")]
    [InlineData("- a\nb: c\n", "x.yaml:2:1: not valid YAML: While parsing a block collection, did not find expected '-' indicator.")]
    [InlineData("data:\n\ttrain: x\n", "x.yaml:2:1: not valid YAML: While scanning a mapping, found invalid tab as indentation.")]
    [InlineData("%YAML 3.0\n---\na: 1\n", "x.yaml:1:1: not valid YAML: Found incompatible YAML document.")]
    [InlineData("a: &x &y 1\n", "x.yaml:1:7: not valid YAML: While parsing a node, found more than one anchor.")]
    [InlineData("a: [b]#c\n", "x.yaml:1:6: not valid YAML: While scanning a flow sequence end, found invalid comment after ']'.")]
    [InlineData("[a\n]: 1\n", "x.yaml:2:2: not valid YAML: Mapping values are not allowed in this context.")]
    public void Broken_YAML_is_explained(string yaml, string expected) => Assert.Equal(expected, _folder.ErrorOf(yaml));

    [Fact]
    public void Deep_nesting_is_an_error_and_not_a_crash()
    {
        var exception = Assert.Throws<ConfigurationException>(() => _folder.Load(new string('[', 5_000)));

        Assert.Contains("nested deeper than 32 levels", Assert.Single(exception.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_config_file_is_an_error()
    {
        var exception = Assert.Throws<ConfigurationException>(() => ConfigLoader.Load("no/such.yaml", ["oops"]));

        Assert.Equal(
            "no/such.yaml: file not found\n--set oops: must be KEY=VALUE, such as search.beam_size=1", exception.Message);
    }

    [Fact]
    public void Config_file_that_is_not_UTF8_is_an_error()
    {
        string path = _folder.Of("latin1.yaml");
        File.WriteAllBytes(path, Encoding.Latin1.GetBytes("data: é\n"));

        var exception = Assert.Throws<ConfigurationException>(() => ConfigLoader.Load(path, []));

        Assert.Equal($"{path}: is not valid UTF-8", exception.Message);
    }
}
