using System.ComponentModel.DataAnnotations;

namespace Nmt.Search.Tests;

public sealed class SearchConfigTests
{
    [Theory]
    [InlineData(5, 5, 0)]
    [InlineData(5, 6, 1)]
    public void N_best_must_fit_the_beam(int beamSize, int nBest, int errors)
    {
        // Given
        var config = new SearchConfig { BeamSize = beamSize, NBest = nBest };

        // When
        var results = config.Validate(new ValidationContext(config)).ToList();

        // Then
        Assert.Equal(errors, results.Count);
        Assert.All(results, result => Assert.Equal("must not exceed search.beam_size (5); got 6", result.ErrorMessage));
    }
}
