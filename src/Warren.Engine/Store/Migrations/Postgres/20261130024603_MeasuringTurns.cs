using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Warren.Engine.Store.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class MeasuringTurns : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_Instances_MeasuredAt",
                table: "Instances",
                column: "MeasuredAt",
                filter: "\"ObservedGeneration\" <> 0 AND \"DeletionRequestedAt\" IS NULL AND \"Health\" <> 3");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Instances_MeasuredAt",
                table: "Instances");
        }
    }
}
