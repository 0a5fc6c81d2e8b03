using Nmt.Search;
using Nmt.TestKit;
using Nmt.TestKit.Searching;
using Nmt.Text;
using Nmt.Translation.Constraints;

namespace Nmt.Translation.Tests.Constraints;

public sealed class ConstraintFilesTests : IDisposable
{
    private static readonly ConstraintCheck Check = new(new WordTokenizer(), new SearchConfig());

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Constraints_are_those_of_the_line_with_and_without_reading_ahead()
    {
        // Given
        string prefixes = _folder.Write("prefixes", "a\n\nb\n");
        string required = _folder.Write("required", "\nc\td e\n\n");
        string banned = _folder.Write("banned", "x\n\ny\n");

        foreach (bool readsAhead in new[] { false, true })
        {
            // When
            using var files = new ConstraintFiles(prefixes, required, banned);
            if (readsAhead)
            {
                files.ReadAhead(3, Check);
            }

            var requests = Enumerable.Range(1, 3).Select(number => files.Constrain(new TranslationRequest(number, "q"))).ToList();
            files.End(3);

            // Then
            Assert.Equal(["a", "", "b"], requests.Select(request => request.Prefix));
            Assert.Equal(["", "c|d e", ""], requests.Select(request => string.Join('|', request.Required)));
            Assert.All(requests, request => Assert.Equal(["x", "y"], request.Banned));
        }
    }

    [Fact]
    public void Banned_phrase_is_named_with_its_line()
    {
        // Given
        string required = _folder.Write("required", "a b\n");
        string banned = _folder.Write("banned", "\n\nb\n");
        using var files = new ConstraintFiles(null, required, banned);

        // When, Then
        var fault = Assert.Throws<DataException>(() => files.ReadAhead(1, Check));
        Assert.Equal($"{required}:1: 'a b' cannot be generated: it contains the banned phrase 'b' ({banned}:3)", fault.Message);
    }

    [Fact]
    public void Only_a_strict_guard_throws()
    {
        // Given
        string required = _folder.Write("required", "Z\n");

        foreach (bool isStrict in new[] { false, true })
        {
            // When
            using var files = new ConstraintFiles(null, required, null);
            var guard = new ConstraintGuard(files, Check, isStrict);
            guard.ReadAhead(lines: null);

            // Then
            if (isStrict)
            {
                Assert.Throws<DataException>(() => guard.Constrain(new TranslationRequest(1, "q")));
            }
            else
            {
                Assert.NotNull(guard.Constrain(new TranslationRequest(1, "q")).DroppedConstraints);
            }
        }
    }
}
