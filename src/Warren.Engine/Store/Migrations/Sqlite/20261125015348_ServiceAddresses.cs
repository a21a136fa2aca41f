using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Warren.Engine.Store.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ServiceAddresses : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "ServiceAddress",
                table: "Instances",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "ServiceAddress",
                table: "Instances");
        }
    }
}
