using Nmt.Model;
using Nmt.Model.Losses;
using Nmt.Search;
using Nmt.Text.Corpora;
using Nmt.Text.Tokenization;
using static TorchSharp.torch;

namespace Nmt.Training.Validation;

/// <summary>Measures a model on the validation set: loss with teacher forcing, BLEU of the greedy translation.</summary>
public sealed class Validator
{
    private readonly EncoderDecoder _model;
    private readonly ITokenizer _tokenizer;
    private readonly ParallelCorpus _corpus;
    private readonly ValidationText _text;
    private readonly SearchConfig _search;
    private readonly int _batchTokens;

    /// <summary>Makes a validator over a model, which stays the caller's.</summary>
    /// <param name="model">The model.</param>
    /// <param name="tokenizer">Its subword model.</param>
    /// <param name="text">The validation set as text.</param>
    /// <param name="search">How the model is to translate; the beam is not used.</param>
    /// <param name="batchTokens">Size of a batch, as in training.</param>
    public Validator(EncoderDecoder model, ITokenizer tokenizer, ValidationText text, SearchConfig search, int batchTokens)
    {
        _model = model;
        _tokenizer = tokenizer;
        _text = text;
        _corpus = text.Encode(tokenizer);
        _search = search.Greedy();
        _batchTokens = batchTokens;
    }

    /// <summary>Validates; the model is left in evaluation mode.</summary>
    public ValidationScores Validate()
    {
        _model.eval();
        double loss = Loss();
        var evaluated = EvaluatedText.Of(_text, _model, _tokenizer, _search);
        return new ValidationScores(loss, evaluated.Bleu.Score, evaluated.Hypotheses[0]);
    }

    /// <summary>Cross-entropy a target token, in nats; no label smoothing, whatever the training has.</summary>
    private double Loss()
    {
        using var noGradient = inference_mode();
        var loss = new TranslationLoss(labelSmoothing: 0);
        double sum = 0;
        long tokens = 0;
        foreach (int[] indices in new TokenBatches(_corpus, _batchTokens, seed: 0).InOrderOfLength())
        {
            using var scope = NewDisposeScope();
            var batch = _corpus.Batch(indices, _tokenizer.Vocabulary.Pad);
            var target = TargetTensors.From(batch.Target, _tokenizer.Vocabulary.Bos, _model.Device);
            var states = _model.AttentionalStates(SourceTensors.From(batch.Source, _model.Device), target);
            sum += loss.Sum(states, _model.Output, target.RealOutput).item<float>();
            tokens += target.Tokens;
        }

        return sum / tokens;
    }
}
